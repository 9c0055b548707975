"""The page of a by-law: read, agreed, dropped, and its minutes opened."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from villages.models import Group, ReturnBylaw
from villages.services import bylaws, groups

PDF = b"%PDF-1.7 minutes"


def proposed(world, **more) -> ReturnBylaw:
    today = timezone.localdate()
    bylaw = ReturnBylaw(group=world.group, effective_from=today, decided_on=today, resolution="มติ 1/2569", months=3)
    return bylaws.write(bylaw, by=world.treasurer, **more)


def address(bylaw, name: str = "bylaw", **wrong) -> str:
    parts = {"slug": bylaw.group.slug, "kind": bylaw.kind, "pk": bylaw.pk} | wrong
    return reverse(f"villages:{name}", kwargs=parts)


@pytest.fixture
def bylaw(world) -> ReturnBylaw:
    return proposed(world)


def test_a_by_law_opens_under_its_own_kind_and_group_only(world, bylaw, visit):
    groups.create_group(Group.Kind.GOP, "กลุ่มอื่น", "gop-8", village=world.village)
    browser = visit("auditor")

    assert browser.get(address(bylaw)).context["bylaw"] == bylaw
    for wrong in ({"kind": "none"}, {"kind": "day"}, {"slug": "gop-8"}, {"pk": bylaw.pk + 1}):
        assert browser.get(address(bylaw, **wrong)).status_code == 404, wrong


def test_who_approves_nothing_here_does_not_agree_and_who_does_agrees_to_what_was_read(world, bylaw, visit):
    page = address(bylaw, "agree_bylaw")

    assert visit("secretary").post(page).status_code == 403
    assert visit("chair").get(page).status_code == 405
    visit("chair").post(page, {"seen": "2020-01-01T00:00:00+07:00"})
    assert not ReturnBylaw.objects.exists()
    answer = visit("chair").post(page, {"seen": bylaw.written_at.isoformat()})

    assert answer["Location"] == bylaw.get_absolute_url()
    assert ReturnBylaw.objects.get().agreed_by == world.chair


def test_a_proposal_is_dropped_by_who_keeps_the_group_and_what_is_agreed_is_not(world, bylaw, visit):
    page = address(bylaw, "drop_bylaw")
    assert visit("checker").post(page).status_code == 403

    answer = visit("secretary").post(page)

    assert answer["Location"] == reverse("villages:requests", args=[world.group.slug])
    assert not ReturnBylaw.every.exists()
    agreed = bylaws.agree(proposed(world), by=world.chair)
    answer = visit("secretary").post(address(agreed, "drop_bylaw"))
    assert answer["Location"] == agreed.get_absolute_url()
    assert ReturnBylaw.objects.get() == agreed


def test_a_by_law_without_minutes_has_none_to_open(bylaw, visit):
    assert visit("chair").get(address(bylaw, "minutes")).status_code == 404


def test_minutes_open_while_they_are_the_paper_that_was_handed_in(world, visit):
    bylaw = proposed(world, minutes=ContentFile(PDF, "minutes.pdf"))
    page, browser = address(bylaw, "minutes"), visit("chair")

    answer = browser.get(page)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Cache-Control"] == "private, max-age=0, no-cache, no-store, must-revalidate"
    bylaw.minutes.storage.delete(bylaw.minutes.name)
    bylaw.minutes.storage.save(bylaw.minutes.name, ContentFile(PDF + b"!"))
    changed = browser.get(page)

    assert changed["Location"] == bylaw.get_absolute_url()
    assert [message.level_tag for message in get_messages(changed.wsgi_request)] == ["error"]
