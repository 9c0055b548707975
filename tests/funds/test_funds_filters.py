"""The register of receipts filters by day, receiver, number and name."""

from django.urls import reverse

from funds.models import Receipt
from ledger import thai
from tests.funds.conftest import url


def test_the_register_of_receipts_filters_by_day_receiver_and_number(world, treasurer):
    old = world.deposit(500, on=world.passbook.opened_on)
    new = world.deposit(700, by=world.receiver)

    def receipts_of(**filters) -> list[Receipt]:
        return [row.record for row in treasurer.get(url(world, "receipts"), filters).context["table"].rows]

    assert receipts_of() == [new, old]
    assert receipts_of(on=thai.numeric_date(old.entry.on)) == [old]
    assert receipts_of(received_by=world.receiver.pk) == [new]
    assert receipts_of(q=old.entry.number) == [old]
    assert receipts_of(q="ประเสริฐ") == [new, old]
    assert receipts_of(q="ไม่มี") == []


def test_receipts_of_a_day_that_cannot_be_are_not_those_of_every_day(world, treasurer):
    number = world.deposit(500).entry.number
    page = reverse("funds:receipts", args=[world.group.slug])

    wrong = treasurer.get(page, {"on": "31/2/2569"}).content.decode()

    assert number in treasurer.get(page).content.decode()
    assert "ไม่มีวันนี้ในปฏิทิน" in wrong
    assert number not in wrong
