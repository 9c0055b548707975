"""A register against the chart, the network's people and the group's own books."""

import re
from datetime import date
from decimal import Decimal

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import SavingsProduct
from funds.registers import cells, doubts
from funds.registers.columns import BALANCES, Kind
from funds.registers.faults import Fault
from funds.registers.model import Register, RegisterRow, Trial
from ledger import chart, thai
from ledger.models import Entry
from villages.models import Group, Nominee, Person, Village
from villages.models.people import COMING_OF_AGE, PRACTICE
from villages.queries import people as people_queries

HEADINGS = {kind: SavingsProduct.HEADINGS[kind] for kind in BALANCES}
SAME, OTHER = "same", "other"
CODES = {row["code"]: row for row in chart.rows()}
MOST_QUESTIONS = 300
OF_PERSON = ("prefix", "first_name", "last_name", "house_no", "phone")


def _longest(model: type[Model], name: str) -> int:
    return getattr(model, name).field.max_length


LONGEST: dict[str, int] = {
    **{name: _longest(Person, name) for name in OF_PERSON},
    "nominee": _longest(Nominee, "name"),
    "relation": _longest(Nominee, "relation"),
}


def check(register: Register, group: Group) -> Register:
    """The same register with every fault that only a look at the database shows. Reads, and writes nothing."""
    _check_group(register, group)
    doubts.ask(register, group)
    _check_doubts(register)
    _check_days(register)
    _check_people(register)
    for row in register.trial:
        _check_account(register, row)
    _check_sums(register)
    _note_people(register)
    register.faults.sort(key=lambda fault: (register.sheets.index(fault.sheet), fault.row or 0))
    return register


def _check_doubts(register: Register) -> None:
    if len(register.questions) > MOST_QUESTIONS:
        register.questions.clear()
        _whole(register, _("More places are doubtful than anybody can answer. Copy the register into the blank one."))


def _whole(register: Register, cure: str) -> None:
    register.faults.append(Fault("", None, "", "", cure))


def _check_group(register: Register, group: Group) -> None:
    """A register comes in at the beginning of a group: without members, with an empty book."""
    before = group.imports.filter(confirmed_at__isnull=False).first()
    if before:
        cure = _("The register of this group came in on %(day)s already, from %(file)s. It comes in only once.")
        day = thai.long_date(timezone.localdate(before.confirmed_at))
        _whole(register, cure % {"day": day, "file": before.filename})
    elif group.members.exists():
        _whole(register, _("The group has members already. Add the others one by one on the page of its members."))
    elif Entry.objects.filter(book__owner__group=group, book__owner__takes_savings=True).exists():
        _whole(register, _("The group's book has entries already, so its opening balances can no longer come in."))
    if not group.books.filter(takes_savings=True).exists():
        _whole(register, _("This group keeps no members' savings. Choose the group whose register this is."))


def _check_days(register: Register) -> None:
    today = timezone.localdate()
    if register.on and register.on > today:
        _whole(register, _("The register's day lies in the future. Check the line above the header."))
    last = min(register.on or today, today)
    for row in register.rows:
        if row.born_on and row.born_on > last:
            row_fault(register, row, "born_on", _("Nobody is born after the register's day. Check the year."))
        if row.joined_on and row.joined_on > last:
            row_fault(register, row, "joined_on", _("Nobody joins after the register's day. Check the year."))
        elif row.joined_on and row.born_on and row.joined_on < row.born_on:
            row_fault(register, row, "joined_on", _("Nobody joins before being born. Check both dates."))


def row_fault(register: Register, row: RegisterRow, name: str, cure: str) -> None:
    place = row.places.get(name) or row.places.get("full_name") or row.places["citizen_id"]
    register.fault(row.table, place, cure)


# -- People ------------------------------------------------------------------------------------------------------------


def _check_people(register: Register) -> None:
    ids = [row.citizen_id for row in register.rows if row.citizen_id]
    near = Q(citizen_id__in=ids) | Q(network_id__in=ids) | Q(citizen_id=None)
    people = list(Person.objects.filter(near).select_related("village"))
    known = {number: person for person in people for number in (person.citizen_id, person.network_id) if number}
    without_id = [person for person in people if not person.citizen_id]
    villages = set(Village.objects.values_list("number", flat=True))
    for row in register.rows:
        row.person = known.get(row.citizen_id or "")
        if row.citizen_id and row.citizen_id.startswith(PRACTICE):
            cure = _("No ID card has this number: it was invented for practice. Copy it from the card.")
            row_fault(register, row, "citizen_id", cure)
        if row.person is None and len(row.citizen_id or "") == cells.NETWORK_DIGITS:
            row_fault(register, row, "citizen_id", _("The network gave nobody this number. Write the citizen ID."))
        if row.person is None:
            _ask_alike(register, row, without_id)
        if row.village and row.village not in villages:
            row_fault(register, row, "village", _("The sub-district has no such village. Check the number."))
        if row.person and not _same(row, row.person):
            cure = _("The network knows this citizen ID as %(person)s, born on %(day)s. Compare with the ID card.")
            params = {"person": row.person, "day": row.person.birthday}
            row_fault(register, row, "citizen_id", cure % params)
        if row.prefix == "" and row.first_name:
            row_fault(register, row, "prefix", _("Write a title before the name: นาย, นาง, นางสาว, เด็กชาย, เด็กหญิง."))
        if row.relation and row.nominee == "":
            row_fault(register, row, "nominee", _("Whose relation is this? Write the beneficiary's name."))
        _check_lengths(register, row)
    _check_guardians(register)


def _ask_alike(register: Register, row: RegisterRow, without_id: list[Person]) -> None:
    """Who joined without a citizen ID and stands here with one would be two people (R0.15)."""
    if not (row.citizen_id and row.birthday and row.first_name):
        return
    birthday = {"born_on": row.birthday.born_on, "birthday_precision": row.birthday.precision.value}
    person = Person(first_name=row.first_name, last_name=row.last_name or "", **birthday)
    for other in without_id:
        if people_queries.are_alike(person, other):
            words = _("The network has %(person)s, born %(day)s, %(address)s without a citizen ID. Is it this member?")
            facts = {"person": other, "day": other.birthday, "address": other.address}
            choices = [(SAME, _("Yes, one person")), (OTHER, _("No, somebody else"))]
            if register.ask_about(row.table, row.places["citizen_id"], "alike", words % facts, choices) == SAME:
                row.person = other


def _same(row: RegisterRow, person: Person) -> bool:
    """A register spells titles freely, so that only name and birthday are compared, as far as each is known."""
    written, known = row.birthday, person.birthday
    names = ((row.first_name, person.first_name), (row.last_name, person.last_name))
    if any(one is not None and thai.comparable(one) != thai.comparable(other) for one, other in names):
        return False
    return written is None or known.fits(written) or written.fits(known)


def _check_lengths(register: Register, row: RegisterRow) -> None:
    for name, most in LONGEST.items():
        if len(getattr(row, name) or "") > most:
            row_fault(register, row, name, _("This is too long. Shorten it to %(most)d letters.") % {"most": most})


def _check_guardians(register: Register) -> None:
    """A guardian is written as a member number of this register or as the citizen ID of somebody known (R3.27)."""
    guardians = guardians_of(register)
    for index, row in enumerate(register.rows):
        if row.guardian and index not in guardians:
            cure = _("Write the guardian's member number of this register, or the citizen ID of somebody in it.")
            row_fault(register, row, "guardian", cure)


def guardians_of(register: Register) -> dict[int, int]:
    """By row, the row of its guardian: somebody else, of age."""
    named: dict[str, int] = {}
    for index, row in reversed(list(enumerate(register.rows))):
        named |= {name: index for name in ((row.number or "").replace("-", ""), row.citizen_id) if name}
    return {
        index: guardian
        for index, row in enumerate(register.rows)
        if row.guardian
        and (guardian := named.get(re.sub(r"[-\s]", "", thai.digits(row.guardian)))) not in (None, index)
        and _is_of_age(register, register.rows[guardian])
    }


def _is_of_age(register: Register, row: RegisterRow) -> bool:
    return not row.born_on or _age(row.born_on, register.on) >= COMING_OF_AGE


def _age(born_on: date, on: date | None) -> int:
    return Person(born_on=born_on).age(on or timezone.localdate())


def _note_people(register: Register) -> None:
    today = timezone.localdate()
    children = (row for row in register.rows if row.born_on and _age(row.born_on, today) < COMING_OF_AGE)
    alone = [row for row in children if not row.guardian]
    if alone:
        note = _("%(n)d members under 20 have no guardian in the register. Name the guardian on each member's page.")
        register.notes.append(note % {"n": len(alone)})
    known = sum(row.person is not None for row in register.rows)
    if known:
        register.notes.append(_("%(n)d people are in the network's register already and keep it.") % {"n": known})


# -- Money -------------------------------------------------------------------------------------------------------------


def _check_account(register: Register, row: Trial) -> None:
    heading = CODES.get(row.code or "")
    if row.code is None:
        return
    if heading is None or not heading["posting"]:
        cure = _("The shared chart has no such account to post to. Take the code from the chart of accounts.")
        register.fault(row.table, row.places["code"], cure)
    elif heading["holder"] in chart.HELD_APART and row.code not in HEADINGS.values() and (row.debit or row.credit):
        cure = _(
            "This account is kept apart for every loan, claim or member, and the register has no column for it. "
            "Leave it out, together with its money, and record it by itself afterwards."
        )
        register.fault(row.table, row.places["code"], cure)


def _check_sums(register: Register) -> None:
    """The books balance, and the members' money is what the trial balance says (R5.9)."""
    if not register.trial:
        return
    last, (debit, credit) = register.trial[-1], register.sides
    if debit is not None and credit is not None and debit != credit:
        cure = _("Debit %(debit)s and credit %(credit)s differ by %(difference)s. Look for the amount that is wrong.")
        amounts = {"debit": debit, "credit": credit, "difference": abs(debit - credit)}
        params = {name: thai.money(amount) for name, amount in amounts.items()}
        table = last.table
        register.faults.append(Fault(table.sheet, last.places["debit"].row, table.headers["debit"], "", cure % params))
    for kind, code in HEADINGS.items():
        _check_control(register, kind, code)


def _check_control(register: Register, kind: Kind, code: str) -> None:
    members = register.totals.get(kind, Decimal(0))
    row = next((row for row in register.trial if row.code == code), None)
    if members is None or (row and None in (row.debit, row.credit)):
        return
    books = (row.credit or Decimal(0)) - (row.debit or Decimal(0)) if row else Decimal(0)
    if books == members:
        return
    cure = _("The members together have %(members)s, the trial balance says %(books)s: %(difference)s apart.") % {
        "members": thai.money(members),
        "books": thai.money(books),
        "difference": thai.money(abs(members - books)),
    }
    if row:
        register.fault(row.table, row.places["credit"], cure)
    else:
        table = register.trial[-1].table
        register.faults.append(Fault(table.sheet, None, code, "", cure))
