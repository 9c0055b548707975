"""What strangers may send, what browsers may store, and what a fault says."""

import importlib
import inspect
import pkgutil
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

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


def test_the_page_of_a_fault_says_that_nothing_was_saved(world, monkeypatch):
    monkeypatch.setattr("villages.views.accounts.ActivateForm", None)

    answer = Client(raise_request_exception=False).get("/activate/")

    assert answer.status_code == 500
    assert "ยังไม่ถูกบันทึก" in answer.content.decode()
