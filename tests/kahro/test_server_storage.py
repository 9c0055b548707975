"""A paper is written whole or not at all."""

import errno
import os
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from kahro.server import storage
from ledger.models import Voucher


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


def test_saving_refuses_with_a_sentence_that_pages_show(full_disk):
    with pytest.raises(ValidationError, match="ไม่มีที่ว่าง"):
        default_storage.save("logos/x.png", ContentFile(b"\x89PNG"))
