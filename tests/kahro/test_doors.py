"""The small doors: what strangers may send, what browsers may store, what the log and the disk are left with."""

import errno
import importlib
import inspect
import logging
import os
import pkgutil
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kahro import settings
from kahro.server import logs, storage
from ledger.models import Voucher

LARGE = b"%PDF" + b"0" * (2 * 1024 * 1024)


# -- What is sent ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["/accounts/login/", "/activate/", "/g/sajja-8/books/main/months/"])
def test_a_strangers_large_body_is_refused_before_it_is_read(world, client, page):
    answer = client.post(page, {"login": "x", "file": SimpleUploadedFile("x.pdf", LARGE)})

    assert answer.status_code == 413
    assert "ใหญ่เกินไป" in answer.content.decode()
    assert not answer.wsgi_request._read_started


def test_an_officer_sends_papers_only_where_papers_are_taken(world, visit):
    receipt, browser = world.deposit(500), visit("treasurer")
    entry = f"/g/sajja-8/books/{receipt.entry.book.slug}/entries/{receipt.entry.number}/"

    refused = browser.post(f"/g/sajja-8/receipts/{receipt.pk}/reverse/", {"x": SimpleUploadedFile("x.pdf", LARGE)})
    taken = browser.post(entry, {"file": SimpleUploadedFile("x.pdf", LARGE), "request_id": uuid4()})

    assert (refused.status_code, taken.status_code) == (413, 302)
    assert Voucher.objects.get().file.size == len(LARGE)


def test_even_a_page_for_papers_takes_no_film(world, visit):
    receipt, browser = world.deposit(500), visit("treasurer")
    entry = f"/g/sajja-8/books/{receipt.entry.book.slug}/entries/{receipt.entry.number}/"

    answer = browser.generic("POST", entry, b"", CONTENT_LENGTH=str(200 * 1024 * 1024))

    assert answer.status_code == 413


def views_that_read_files():
    for app in ("kahro", "welfare", "funds", "villages"):
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if "migrations" in module.name or "commands" in module.name:
                continue
            module = importlib.import_module(module.name)
            for name, view in vars(module).items():
                is_view = hasattr(view, "act") and view.__module__ == module.__name__
                if is_view and "request.FILES" in inspect.getsource(inspect.unwrap(view)):
                    yield f"{module.__name__}.{name}", view


def test_every_page_that_reads_papers_says_so():
    views = dict(views_that_read_files())

    assert len(views) > 12
    assert [name for name, view in views.items() if not getattr(view, "takes_files", False)] == []


# -- What is stored and sent back --------------------------------------------------------------------------------------


def test_no_page_of_a_log_in_is_stored_by_the_browser(world, visit, client):
    for name, page in [("secretary", "/g/sajja-8/members/"), ("member", "/me/"), ("stranger", "/me/")]:
        assert "no-store" in visit(name).get(page)["Cache-Control"]

    browser = visit("member")
    assert "no-store" in browser.post("/accounts/logout/")["Cache-Control"]
    assert not client.get("/activate/").has_header("Cache-Control")


def test_pages_travel_compressed(world, visit):
    answer = visit("secretary").get("/g/sajja-8/members/", HTTP_ACCEPT_ENCODING="gzip")

    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 8000


def test_a_refused_page_is_one_line_of_the_log_and_a_fault_keeps_its_traceback(world, visit, caplog):
    caplog.handler.addFilter(logs.RefusalsAreShort())
    visit("member").get("/g/sajja-8/members/")
    visit("auditor").get("/g/sajja-8/members/new/")

    refusals = [record for record in caplog.records if record.name == "django.request"]
    assert [record.status_code for record in refusals] == [404, 403]
    assert not any(record.exc_info for record in refusals)
    fault = logging.LogRecord("django.request", logging.ERROR, "", 1, "", (), (ValueError, ValueError(), None))
    assert logs.RefusalsAreShort().filter(fault)
    assert fault.exc_info


@pytest.mark.parametrize("names", ["*", "kahro.example, *", "*.example"])
def test_a_site_that_would_answer_to_any_name_does_not_start(monkeypatch, names):
    monkeypatch.setenv("ALLOWED_HOSTS", names)
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    try:
        with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
            importlib.reload(settings)
    finally:
        monkeypatch.undo()
        importlib.reload(settings)


# -- The disk ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def full_disk(monkeypatch):
    """A disk that takes the first bytes of a file and no more."""

    def sync(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", sync)


def papers(settings) -> list[str]:
    return [name for _folder, _folders, files in os.walk(settings.MEDIA_ROOT) for name in files]


def test_a_full_disk_is_said_and_leaves_no_file_and_no_row(world, visit, settings, full_disk):
    receipt, browser = world.deposit(500), visit("treasurer")
    entry = f"/g/sajja-8/books/{receipt.entry.book.slug}/entries/{receipt.entry.number}/"

    answer = browser.post(entry, {"file": SimpleUploadedFile("x.pdf", b"%PDF-1"), "request_id": uuid4()})

    assert answer.status_code == 507
    assert "ไม่มีที่ว่าง" in answer.content.decode()
    assert papers(settings) == []
    assert not Voucher.objects.exists()


def test_another_fault_of_the_disk_leaves_no_half_file_either(settings, monkeypatch):
    def sync(number: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(storage.os, "fsync", sync)

    with pytest.raises(OSError, match="Input"):
        default_storage.save("logos/x.png", ContentFile(b"\x89PNG"))
    assert papers(settings) == []


def test_a_file_is_written_whole_with_its_own_name_and_is_nobody_elses(settings):
    names = [default_storage.save("logos/x.png", ContentFile(content)) for content in (b"first", b"second")]

    assert [default_storage.open(name).read() for name in names] == [b"first", b"second"]
    assert [os.stat(default_storage.path(name)).st_mode & 0o777 for name in names] == [0o600, 0o600]
    assert sorted(papers(settings)) == sorted(name.removeprefix("logos/") for name in names)


def test_the_page_of_a_fault_says_that_nothing_was_saved(world, monkeypatch):
    monkeypatch.setattr("villages.views.accounts.ActivateForm", None)

    answer = Client(raise_request_exception=False).get("/activate/")

    assert answer.status_code == 500
    assert "ยังไม่ถูกบันทึก" in answer.content.decode()


def test_saving_refuses_with_a_sentence_that_pages_show(full_disk):
    with pytest.raises(ValidationError, match="ไม่มีที่ว่าง"):
        default_storage.save("logos/x.png", ContentFile(b"\x89PNG"))
