"""What somebody would change of a fund, as the projection takes it."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from welfare.forms.projection import WhatIfForm
from welfare.models import Benefit
from welfare.queries.projecting import WhatIf

LINES = [SimpleNamespace(benefit=Benefit(pk=pk, code=code, name=code)) for pk, code in ((7, "stay"), (9, "gift"))]
TODAY = SimpleNamespace(a_day=Decimal("1.00"), newcomers=3, frequencies=LINES)
AS_IT_IS = {"a_day": "1.00", "newcomers": "3", "line_7": "100", "line_9": "100"}


def test_it_begins_with_today_and_every_line_at_a_hundred_percent():
    form = WhatIfForm({}, inputs=TODAY)

    assert not form.is_bound
    assert {name: form[name].value() for name in form.fields} == {
        "a_day": "1.00", "newcomers": 3, "line_7": 100, "line_9": 100,
    }  # fmt: skip
    assert form.fields["line_7"].label == "stay (% ของปัจจุบัน)"


def test_what_is_changed_goes_to_the_line_by_its_code():
    form = WhatIfForm(AS_IT_IS | {"a_day": "2", "line_9": "0"}, inputs=TODAY)

    assert form.is_valid()
    assert form.has_changed()
    assert form.what_if() == WhatIf(Decimal(2), 3, {"stay": Decimal(100), "gift": Decimal(0)})
    assert not WhatIfForm(AS_IT_IS, inputs=TODAY).has_changed()


@pytest.mark.parametrize("fault", [{"a_day": "0"}, {"newcomers": "-1"}, {"line_7": "1001"}, {"line_9": ""}])
def test_what_makes_no_sense_is_refused_beside_its_field(fault):
    form = WhatIfForm(AS_IT_IS | fault, inputs=TODAY)

    assert list(form.errors) == list(fault)
