"""rebuild_totals at the prompt."""

import pytest

from ledger import verify
from ledger.models import MonthTotal
from tests.kahro.conftest import run
from tests.ledger.tampers import asleep


@pytest.mark.tampers
def test_rebuild_totals_makes_them_from_the_lines(world):
    world.deposit(500)
    before = list(MonthTotal.objects.values_list("account", "month", "brought_credit", "credit"))
    asleep("UPDATE ledger_monthtotal SET credit = credit + 1")
    assert verify.problems() != []

    run("rebuild_totals", "--group", "sajja-8")

    assert list(MonthTotal.objects.values_list("account", "month", "brought_credit", "credit")) == before
    assert verify.problems() == []
