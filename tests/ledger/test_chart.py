"""What a chart of accounts may get wrong, and the codes that the project names (R5.5)."""

import pytest

from ledger import chart


def heading(code: str, parent: str | None = None, **more) -> dict:
    row = {"code": code, "parent_id": parent, "name_en": code, "posting": True, "normal_side": "debit"}
    return row | more


ROOT = heading("10000", posting=False, normal_side="")


def test_the_shared_chart_has_no_defects():
    assert chart.rows()
    assert chart.defects(chart.rows()) == []


@pytest.mark.parametrize(
    ("headings", "fault"),
    [
        ([heading("12610", "12660")], "12610 hangs under 12660, which does not exist"),
        ([heading("17010", "10000"), heading("17020", "17010")], "17020 hangs under 17010, which takes postings"),
        ([heading("11010", "10000"), heading("11010", "10000")], "11010 stands twice"),
        ([heading("11010", "10000", normal_side="")], "11010 has no normal side"),
        ([heading("13110", "10000", name_en="Allowance for doubtful loans")], "13110 is a contra account"),
        ([heading("18025", "10000", name_en="Accumulated depreciation – tools")], "18025 is a contra account"),
    ],
)
def test_a_defect_of_a_chart_is_named_and_nothing_else(headings, fault):
    defects = chart.defects([ROOT, *headings])

    assert len(defects) == 1
    assert fault in defects[0]


def test_a_sound_chart_of_ones_own_has_no_defects():
    contra = heading("13110", "10000", name_en="Allowance for doubtful loans", normal_side="credit")

    assert chart.defects([ROOT, heading("11010", "10000"), contra]) == []


def test_every_code_that_the_project_names_takes_postings_in_the_shared_chart():
    posting = {row["code"] for row in chart.rows() if row["posting"]}

    named = {*chart.CASH_AND_BANK, *chart.MEMBER_MONEY, chart.MILLION_GRANT, chart.RESERVE, chart.ENTRY_FEES}
    assert named <= posting


def test_every_holder_that_is_held_apart_is_one_of_the_chart():
    assert set(chart.HELD_APART) <= {row["holder"] for row in chart.rows()}
