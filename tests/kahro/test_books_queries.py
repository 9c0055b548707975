"""Which books somebody may open, with their last entry and their months."""

from django.urls import reverse

from tests.kahro.conftest import links, words
from villages.models import Group
from villages.services import groups


def test_the_desk_lists_every_book_with_its_last_entry(world, entries, auditor):
    groups.create_group(Group.Kind.VF, "กองทุนหมู่บ้าน", "vf-8", village=world.village)

    page = auditor.get(reverse("kahro:desk"))

    assert [group_book.book.slug for group_book in page.context["group_books"]] == ["sajja-8", "vf-8-1", "vf-8-2"]
    assert f"หมู่ที่ 8 บ้านไสรักษ์ {entries['bank'].number} 6 มี.ค. 68" in words(page)
    assert auditor.get(links(page)[entries["bank"].number]).context["entry"] == entries["bank"]


def test_an_officer_finds_the_own_books_only(world, entries, visit):
    groups.create_group(Group.Kind.VF, "กองทุนหมู่บ้าน", "vf-8", village=world.village)

    page = visit("inspector").get(reverse("kahro:desk"))

    assert [group_book.book.slug for group_book in page.context["group_books"]] == ["sajja-8"]
    assert reverse("kahro:verify") in links(page).values()
    assert reverse("kahro:verify") not in links(visit("bookkeeper").get(reverse("kahro:desk"))).values()
