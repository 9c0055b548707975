"""New groups with the books of their kind."""

from ledger.models import Book
from villages.models import Group


def open_village_fund(browser, **more):
    return browser.post(
        "/network/groups/new/", {"kind": "VF", "village": "", "name": "กองทุนหมู่บ้าน", "slug": "vf-8"} | more
    )


def test_staff_found_a_village_fund_with_two_books(world, visit):
    answer = open_village_fund(visit("staff"), village=world.village.pk)

    assert answer["Location"] == "/g/vf-8/officers/"
    assert list(Group.objects.get(slug="vf-8").books.values_list("book__slug", flat=True)) == ["vf-8-1", "vf-8-2"]


def test_a_short_name_taken_by_a_group_or_by_a_book_is_refused(world, visit):
    browser = visit("staff")
    open_village_fund(browser)

    for slug in ("sajja-8", "vf-8-1"):
        answer = open_village_fund(browser, kind="SAJJA", slug=slug)
        assert "slug" in answer.context["form"].errors
    assert not Book.objects.filter(slug="vf-8-1-1").exists()
