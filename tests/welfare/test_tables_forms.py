"""What is typed into the form of a benefit table."""

from tests.welfare.conftest import PLAIN, TYPED_LINES, press
from welfare.models import Benefit, BenefitTable


def test_a_step_that_cannot_be_read_is_told_and_what_was_typed_stays(world, fund, client):
    client.force_login(world.treasurer)
    press(client, "draft_table", fund.slug, effective_from="1/1/2567", decided_on="1/1/2567", resolution="มติ 1")
    table = BenefitTable.every.get()

    page = press(
        client,
        "new_line",
        fund.slug,
        table.pk,
        **PLAIN | TYPED_LINES[2] | {"tiers": "ห้าปี 3000"},
    )
    empty = press(
        client,
        "new_line",
        fund.slug,
        table.pk,
        **PLAIN | TYPED_LINES[2] | {"tiers": ""},
    )

    assert "“ห้าปี 3000” ไม่ใช่ขั้นที่ถูกต้อง" in page.content.decode()
    assert "เสียชีวิต" in page.content.decode()
    assert "กรอกอย่างน้อยหนึ่งขั้น" in empty.content.decode()
    assert not Benefit.objects.exists()
