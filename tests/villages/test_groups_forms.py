"""Letterhead and by-laws are files of their own kind."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.villages.test_groups_views import PDF, save
from villages.models import Group


@pytest.mark.parametrize(
    ("field", "content"),
    [
        ("logo", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("logo", PDF),
        ("bylaws", b"<html><script>alert(1)</script></html>"),
        ("bylaws", PDF + b"0" * (10 * 1024 * 1024)),
    ],
    ids=["svg", "pdf as logo", "page as by-laws", "eleven megabytes"],
)
def test_a_file_that_is_not_what_it_says_or_too_large_is_refused(world, visit, field, content):
    answer = save(visit("secretary"), **{field: SimpleUploadedFile("paper.pdf", content)})

    assert field in answer.context["form"].errors
    assert not getattr(Group.objects.get(), field)
