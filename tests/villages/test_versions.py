"""What a page says of a by-law: old beside new, what members feel, and who may agree."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import made_bylaws
from villages.models import ReturnBylaw
from villages.services import bylaws, versions
from villages.services.versions import Change, page

TODAY = timezone.localdate


def proposed(world, months: int, on=None) -> ReturnBylaw:
    meeting = {"decided_on": TODAY(), "resolution": "ประชุมใหญ่ 1/2569"}
    bylaw = ReturnBylaw(group=world.group, effective_from=on or TODAY(), months=months, **meeting)
    return bylaws.write(bylaw, by=world.treasurer)


def test_the_first_by_law_changes_nothing_that_was(world):
    first = proposed(world, 3)

    shown = page(first, world.chair)

    assert shown.before is None
    assert shown.changes == [Change(about, "", new, changes=False) for about, new in first.words()]
    assert shown.versions == []  # a proposal is no version yet


def test_the_next_stands_beside_the_one_it_replaces_and_says_what_changes(world):
    meeting = {"resolution": "ประชุม 1/2563"}
    old = made_bylaws.set_return_bylaw(world.group, effective_from=TODAY() - timedelta(days=30), months=3, **meeting)
    later = made_bylaws.set_return_bylaw(world.group, effective_from=TODAY() + timedelta(days=30), months=9, **meeting)
    new = proposed(world, 6, TODAY() + timedelta(days=5))

    shown = page(new, world.chair)

    assert shown.before == old
    assert [(change.old, change.new) for change in shown.changes if change.changes] == [
        (old_words, new_words)
        for (_about, old_words), (_same, new_words) in zip(old.words(), new.words(), strict=True)
        if old_words != new_words
    ]
    assert any(change.changes for change in shown.changes)
    assert shown.versions == [later, old]
    assert page(later, world.chair).before == old  # a proposal rules nothing yet


@pytest.mark.parametrize(
    ("name", "may_agree", "may_write", "is_own"),
    [
        ("treasurer", False, True, True),
        ("chair", True, True, False),
        ("secretary", False, True, False),
        ("checker", False, False, False),  # approves, but a by-law needs the chair
        ("auditor", False, False, False),
    ],
)
def test_a_proposal_is_agreed_to_by_another_with_the_chair_and_written_by_who_keeps_the_group(
    world, name, may_agree, may_write, is_own
):
    shown = page(proposed(world, 3), world.users[name])

    assert (shown.may_agree, shown.may_write, shown.is_own) == (may_agree, may_write, is_own)


def test_what_is_agreed_is_open_to_nobody(world):
    bylaw = bylaws.agree(proposed(world, 3), by=world.chair)

    for name in ("treasurer", "chair"):
        shown = page(bylaw, world.users[name])
        assert (shown.may_agree, shown.may_write, shown.is_own) == (False, False, False)


def test_what_is_struck_stands_last(world, monkeypatch):
    old = made_bylaws.set_return_bylaw(
        world.group, effective_from=TODAY() - timedelta(days=30), months=3, resolution="ประชุม 1/2563"
    )
    words = {old.pk: [("fee", "20"), ("months", "3")]}
    monkeypatch.setattr(ReturnBylaw, "words", lambda self: words.get(self.pk, [("months", "6"), ("age", "20")]))

    assert page(proposed(world, 6), world.chair).changes == [
        Change("months", "3", "6", changes=True),
        Change("age", "", "20", changes=True),
        Change("fee", "20", "", changes=True),
    ]


def test_members_feel_what_was_registered_for_the_kind_and_nothing_otherwise(world, monkeypatch):
    monkeypatch.setattr(versions, "EFFECTS", {})
    bylaw = proposed(world, 3)
    assert page(bylaw, world.chair).effects == []

    versions.register_effects(ReturnBylaw, lambda new, before: [f"{new.months} months, before {before}"])

    assert page(bylaw, world.chair).effects == ["3 months, before None"]
