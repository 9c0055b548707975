"""What may be uploaded: by size and first bytes, whatever the name says."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from villages.forms.uploads import LARGEST, PaperField, check_size, check_upload

JPG, PNG, PDF = b"\xff\xd8\xff\xe0 photo", b"\x89PNG\r\n\x1a\n picture", b"%PDF-1.7 paper"


def upload(content: bytes, name: str = "x.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refused(act) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        act()
    with override("en"):
        return refusal.value.messages


@pytest.mark.parametrize(("content", "kind"), [(JPG, "JPG"), (PNG, "PNG"), (PDF, "PDF")])
def test_a_kind_is_known_by_its_first_bytes_and_the_file_is_read_from_its_beginning_after(content, kind):
    file = upload(content)

    assert check_upload(file) == kind
    assert file.read() == content


@pytest.mark.parametrize("content", [b"", b"<svg/>", b" %PDF", b"\x89PNG\r\n"])
def test_what_is_no_paper_is_refused(content):
    says = ["Only photos (JPG, PNG) and PDF files can be kept. Choose another file."]
    assert refused(lambda: check_upload(upload(content))) == says


def test_a_paper_of_another_kind_than_asked_for_is_refused_with_the_kinds():
    assert refused(lambda: check_upload(upload(PDF), ("PNG", "JPG"))) == ["Choose a file of this kind: PNG, JPG."]


def test_ten_megabytes_are_taken_and_a_byte_more_is_not():
    file = upload(PDF)
    file.size = LARGEST
    check_size(file)

    file.size = 10 * 1024 * 1024 + 1

    assert refused(lambda: check_size(file)) == ["The file is larger than 10 MB. Choose a smaller one."]
    assert refused(lambda: check_upload(file)) == ["The file is larger than 10 MB. Choose a smaller one."]


@pytest.mark.parametrize(
    ("name", "content", "stored_name"),
    [
        ("สลิป.JPEG", JPG, "paper.jpg"),
        ("scan.jpg", JPG, "paper.jpg"),
        ("scan.png", PNG, "paper.png"),
        ("minutes.Pdf", PDF, "paper.pdf"),
    ],
)
def test_a_paper_is_kept_under_a_name_of_our_own(name, content, stored_name):
    assert PaperField().clean(upload(content, name)).name == stored_name


@pytest.mark.parametrize("name", ["scan.png", "scan.html", "scan"])
def test_a_name_that_says_another_kind_is_refused(name):
    says = ["Only photos (JPG, PNG) and PDF files can be kept. Choose another file."]
    assert refused(lambda: PaperField().clean(upload(PDF, name))) == says


def test_no_paper_is_none_where_none_is_needed():
    assert PaperField(required=False).clean(None) is None
