"""The blank register comes in again once it is filled in."""

from io import BytesIO

from django.urls import reverse
from openpyxl import load_workbook

from tests.funds.register_rows import HEADER, ROW, bring


def test_the_blank_register_filled_in_comes_in(world, group, client):
    client.force_login(world.staff)
    blank = client.get(reverse("funds:register_template", args=[group.slug])).content
    book = load_workbook(BytesIO(blank))
    sheet, trial = book.worksheets[:2]
    column = {cell.value: cell.column for cell in sheet[4]}
    for name, value in zip(HEADER, ROW, strict=True):
        sheet.cell(5, column[name], value)
    for row in trial.iter_rows(min_row=3):
        if row[0].value == "11010":
            row[2].value = 6500
        if row[0].value == "31020":
            row[3].value = 6500
    filled = BytesIO()
    book.save(filled)

    bring(group, filled.getvalue(), world.treasurer)

    assert group.members.count() == 1
