"""A paper on the disk is known by its SHA-256."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ledger.models import Voucher
from ledger.services import files

PAPER = b"%PDF-1.7 slip"
SHA256 = hashlib.sha256(PAPER).hexdigest()


def test_a_digest_is_of_the_whole_file_and_leaves_it_at_its_beginning():
    file = ContentFile(PAPER)
    file.read(5)

    assert files.digest(file) == SHA256
    assert file.read() == PAPER


@pytest.fixture
def stored():
    """A paper on the disk, as the field of a row that is never saved."""
    name = default_storage.save("paper.pdf", ContentFile(PAPER))
    return Voucher(file=name).file


def test_a_paper_that_stayed_as_it_was_is_as_kept(stored):
    assert files.is_as_kept(stored, SHA256)


def test_a_paper_that_was_exchanged_is_not(stored):
    stored.storage.delete(stored.name)
    stored.storage.save(stored.name, ContentFile(PAPER + b"!"))

    assert not files.is_as_kept(stored, SHA256)


def test_a_paper_that_is_gone_is_not(stored):
    stored.storage.delete(stored.name)

    assert not files.is_as_kept(stored, SHA256)
