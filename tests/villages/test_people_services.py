"""People are known once; members keep their number for ever."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests import made_bylaws
from villages.models import Member, Person
from villages.services import people

MOTHER = ("นางสมศรี ใจดี", "มารดา", Decimal(60))
BROTHER = ("นายสมชาย ใจดี", "พี่ชาย", Decimal(40))


# -- Citizen IDs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number", ["1-1014-00000-01-4", "3840800123457", "๑๘๐๙๙๐๐๐๐๑๒๓๑", "3 8001 00555 12 5", "1234567890121"]
)
def test_a_valid_citizen_id_is_taken_however_it_is_written(chart, number):
    person = people.new_person(citizen_id=number, prefix="นาง", first_name="สมศรี", born_on=date(1970, 1, 1))

    assert len(person.citizen_id) == 13
    assert person.citizen_id.isascii()


@pytest.mark.parametrize("number", ["1101400000015", "0000000000001", "110140000001", "", "เลขบัตร"])
def test_a_wrong_citizen_id_is_refused(chart, number):
    with pytest.raises(ValidationError):
        people.new_person(citizen_id=number, prefix="นาง", first_name="สมศรี", born_on=date(1970, 1, 1))


def test_a_person_is_known_once_in_the_whole_network(world):
    with pytest.raises(ValidationError):
        world.new_person(world.member.person.citizen_id)


def test_nobody_rewrites_their_own_row(world):
    with pytest.raises(ValidationError):
        people.correct(world.member.person, by=world.member.person.user, house_no="77")

    world.member.person.refresh_from_db()
    assert world.member.person.house_no == "123/4"


def test_a_birth_date_that_leaves_a_child_without_guardian_is_refused(world):
    with pytest.raises(ValidationError):
        people.correct(world.member.person, by=world.treasurer, born_on=timezone.localdate() - timedelta(days=365 * 10))


# -- Joining, leaving, coming back -------------------------------------------------------------------------------------


def test_numbers_run_on_and_are_never_reused(world, new_id):
    first, second = world.new_member(new_id()), world.new_member(new_id())
    people.leave(second, on=date(2024, 6, 1), reason="ย้ายบ้าน")

    third = world.new_member(new_id())

    assert [member.number for member in (world.member, first, second, third)] == [
        "08-0001",
        "08-0002",
        "08-0003",
        "08-0004",
    ]


def test_numbers_brought_from_another_village_do_not_disturb_the_running_ones(world, new_id):
    people.join(world.group, world.new_person(new_id()), on=date(2024, 1, 5), number="09-0700")

    assert world.new_member(new_id()).number == "08-0002"


def test_one_person_is_a_member_of_a_group_once_and_of_many_groups(world, other_group):
    with pytest.raises(ValidationError):
        people.join(world.group, world.member.person, on=date(2024, 1, 5))

    assert people.join(other_group, world.member.person, on=date(2024, 1, 5)).number == "08-0001"


def test_who_comes_back_keeps_the_number_and_begins_another_spell(world):
    people.leave(world.member, on=date(2024, 6, 1), reason="ไปทำงานกรุงเทพฯ")

    back = people.join(world.group, world.member.person, on=date(2025, 1, 5))

    assert back == world.member
    assert back.number == "08-0001"
    assert [
        (membership_period.joined_on, membership_period.left_on) for membership_period in back.membership_periods.all()
    ] == [
        (date(2023, 1, 5), date(2024, 6, 1)),
        (date(2025, 1, 5), None),
    ]


@pytest.mark.parametrize("on", [date(2022, 12, 31), date(2200, 1, 1)])
def test_nobody_leaves_before_joining_or_after_today(world, on):
    with pytest.raises(ValidationError):
        people.leave(world.member, on=on, reason="ย้ายบ้าน")

    assert Member.objects.get().is_active


def test_leaving_twice_is_refused(world):
    people.leave(world.member, on=date(2024, 6, 1), reason="ย้ายบ้าน")

    with pytest.raises(ValidationError):
        people.leave(world.member, on=date(2024, 7, 1), reason="ย้ายบ้าน")


@pytest.mark.parametrize("on", [date(1969, 1, 1), date(2200, 1, 1)])
def test_nobody_joins_before_being_born_or_after_today(world, new_id, on):
    with pytest.raises(ValidationError):
        people.join(world.group, world.new_person(new_id()), on=on)


def test_coming_back_before_having_left_is_refused(world):
    people.leave(world.member, on=date(2024, 6, 1), reason="ย้ายบ้าน")

    with pytest.raises(ValidationError):
        people.join(world.group, world.member.person, on=date(2024, 5, 31))


@pytest.mark.django_db(transaction=True)
def test_four_join_at_the_same_moment_and_get_four_numbers(world, new_id, side_by_side):
    newcomers = [world.new_person(new_id()) for _n in range(4)]

    joined = side_by_side(*[lambda p=p: people.join(world.group, p, on=date(2024, 1, 5)) for p in newcomers])

    assert sorted(member.number for member in joined) == ["08-0002", "08-0003", "08-0004", "08-0005"]


def test_a_membership_may_begin_and_end_on_one_day_and_begin_again_on_it(world, new_id):
    today = timezone.localdate()
    member = people.join(world.group, world.new_person(new_id()), on=today)

    people.leave(member, on=today, reason="ย้ายบ้าน")
    back = people.join(world.group, member.person, on=today)

    assert (back, back.left_on) == (member, None)


def test_a_death_of_today_or_of_the_day_of_joining_is_written_down(world, new_id):
    today = timezone.localdate()
    member = people.join(world.group, world.new_person(new_id()), on=today)

    people.record_death(member.person, on=today)

    member.person.refresh_from_db()
    assert member.person.died_on == today


def test_an_office_given_for_a_day_after_the_death_ends_before_it_is_held(world):
    """It cannot end before it begins; nobody holds it, for who died does nothing."""
    today = timezone.localdate()
    world.receiver.person.offices.update(from_on=today + timedelta(days=3))

    people.record_death(world.receiver.person, on=today)

    assert world.receiver.person.offices.get().until_on == today + timedelta(days=3)
    world.receiver.refresh_from_db()
    assert not world.receiver.is_active


# -- Children ----------------------------------------------------------------------------------------------------------


def test_a_child_joins_with_a_guardian_only(world, new_id):
    child = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1))
    with pytest.raises(ValidationError) as refusal:
        people.join(world.group, child, on=date(2024, 1, 5))

    member = people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)

    assert "guardian" in refusal.value.message_dict
    assert member.guardian == world.member.person


def test_the_twentieth_birthday_makes_a_guardian_unnecessary(world, new_id):
    young = world.new_person(new_id(), born_on=date(2004, 1, 5))
    with pytest.raises(ValidationError):
        people.join(world.group, young, on=date(2024, 1, 4))

    assert people.join(world.group, young, on=date(2024, 1, 5)).guardian is None


def test_a_guardian_is_neither_oneself_nor_a_child(world, new_id):
    child, sister = (world.new_person(new_id(), born_on=date(2015, 2, 1)) for _n in range(2))

    for guardian in (child, sister):
        with pytest.raises(ValidationError):
            people.join(world.group, child, on=date(2024, 1, 5), guardian=guardian)


def test_a_child_joins_on_the_day_of_its_birth_and_not_with_a_guardian_who_died(world, new_id):
    child = world.new_person(new_id(), "ตะวัน", born_on=date(2025, 2, 1))
    late = world.new_person(new_id(), "ยาย", died_on=date(2024, 12, 31))
    with pytest.raises(ValidationError):
        people.join(world.group, child, on=date(2025, 2, 1), guardian=late)

    assert people.join(world.group, child, on=date(2025, 2, 1), guardian=world.member.person).number == "08-0002"


# -- Beneficiaries -----------------------------------------------------------------------------------------------------


def test_beneficiaries_share_exactly_one_hundred(world):
    named = people.name_nominees(world.member, [MOTHER, BROTHER], on=date(2024, 1, 5), by=world.secretary)

    assert sum(nominee.share for nominee in named) == 100


@pytest.mark.parametrize(
    "nominees",
    [
        [],
        [MOTHER],
        [MOTHER, BROTHER, ("นายเอก", "บุตร", Decimal("0.01"))],
        [MOTHER, BROTHER, ("นายเอก", "บุตร", Decimal(0))],
        [MOTHER, ("", "บุตร", Decimal(40))],
        [MOTHER, ("นายเอก", "", Decimal(40))],
        [("นายเอก", "บุตร", Decimal(140)), ("นายโท", "บุตร", Decimal(-40))],
    ],
)
def test_other_shares_and_gaps_are_refused(world, nominees):
    with pytest.raises(ValidationError):
        people.name_nominees(world.member, nominees, on=date(2024, 1, 5), by=world.secretary)

    assert not world.member.nominees.exists()


def test_a_new_form_leaves_the_old_one_on_file(world):
    people.name_nominees(world.member, [MOTHER, BROTHER], on=date(2024, 1, 5), by=world.secretary)
    people.name_nominees(world.member, [("นายเอก", "บุตร", Decimal(100))], on=date(2025, 1, 5), by=world.secretary)

    assert world.member.nominees.filter(named_on=date(2024, 1, 5)).count() == 2
    assert world.member.nominees.first().name == "นายเอก"


# -- What is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cause", "back"), [("resigned", date(2024, 12, 1)), ("moved", date(2024, 6, 2))])
def test_by_the_by_law_of_the_day_who_left_stays_away_for_months_unless_they_moved(world, cause, back):
    made_bylaws.set_return_bylaw(world.group, effective_from=date(2024, 1, 1), months=6, resolution="มติ 1/2567")
    people.leave(world.member, on=date(2024, 6, 1), reason="ลาออก", cause=cause)
    if cause == "resigned":
        with pytest.raises(ValidationError) as refusal:
            people.join(world.group, world.member.person, on=back - timedelta(days=1))
        assert "1 ธันวาคม 2567" in refusal.value.message_dict["on"][0]

    assert people.join(world.group, world.member.person, on=back) == world.member


def test_a_group_numbers_members_up_to_9999(world, new_id):
    people.join(world.group, world.new_person(new_id()), on=date(2024, 1, 5), number="08-9998")
    assert world.new_member(new_id()).number == "08-9999"

    with pytest.raises(ValidationError):
        people.next_number(world.group)


def test_a_leaving_needs_a_reason_and_taken_back_it_never_was(world):
    with pytest.raises(ValidationError) as refusal:
        people.leave(world.member, on=date(2024, 6, 1), reason=" ")
    assert list(refusal.value.message_dict) == ["reason"]

    people.leave(world.member, on=date(2024, 6, 1), reason=" ย้ายบ้าน ")
    assert world.member.membership_periods.get().reason == "ย้ายบ้าน"
    people.undo_leaving(world.member)

    assert Member.objects.get().is_active
    period = world.member.membership_periods.get()
    assert (period.left_on, period.cause, period.reason) == (None, "", "")


def test_nobody_dies_twice_before_being_born_or_before_joining(world, new_id):
    person = world.new_member(new_id()).person
    for on in (date(1969, 1, 1), timezone.localdate() + timedelta(days=1), date(2024, 1, 4)):
        with pytest.raises(ValidationError) as refusal:
            people.record_death(person, on=on)
        assert list(refusal.value.message_dict) == ["on"]

    people.record_death(person, on=date(2024, 1, 5))
    with pytest.raises(ValidationError):
        people.record_death(person, on=date(2024, 1, 6))


def test_a_death_shuts_the_log_in_and_taken_back_opens_it(world):
    people.record_death(world.member.person, on=date(2025, 1, 5))
    assert not User.objects.get(username="member").is_active

    people.undo_death(Person.objects.get(pk=world.member.person.pk))

    assert User.objects.get(username="member").is_active
    assert Person.objects.get(pk=world.member.person.pk).died_on is None


def test_another_guardian_is_somebody_of_age_named_by_somebody_not_close(world, new_id):
    child = world.new_person(new_id(), "ตะวัน", born_on=date(2015, 2, 1))
    member = people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)
    aunt = world.new_person(new_id(), "ป้า", house_no="88")
    refused = [(None, world.secretary), (child, world.secretary), (world.treasurer.person, world.treasurer)]
    for guardian, by in refused:
        with pytest.raises(ValidationError):
            people.name_guardian(member, guardian, by=by)

    people.name_guardian(member, aunt, by=world.secretary)

    assert Member.objects.get(pk=member.pk).guardian == aunt
