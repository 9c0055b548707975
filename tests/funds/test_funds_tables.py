"""The tables of receipts and of transfers say what was reversed and what still waits."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from funds.queries import cash as cash_queries
from funds.queries import savings as savings_queries
from funds.services import reversals, transfers
from funds.tables import ReceiptTable, TransferTable
from tests.markup import folded
from villages.services import requests


@pytest.fixture
def undo(world):
    def take_back(entry) -> None:
        pending = reversals.ask_to_reverse(entry, by=world.treasurer, reason="ผิด", request_id=uuid4())
        requests.approve(pending, by=world.checker)

    return take_back


@pytest.fixture
def arrived(world):
    def record(amount: int, memo: str):
        more = {"on": timezone.localdate(), "memo": memo, "by": world.treasurer, "request_id": uuid4()}
        return transfers.record_transfer(world.book, Decimal(amount), **more)

    return record


def cells(table, name: str) -> list[str]:
    return [folded(str(row.get_cell(name))) for row in table.rows]


def test_a_reversed_receipt_says_so_beside_its_item(world, undo):
    standing, wrong = world.deposit(500), world.deposit(700)
    undo(wrong.entry)

    table = ReceiptTable(savings_queries.with_totals(savings_queries.receipts(world.group)), group=world.group)

    assert cells(table, "memo") == [
        f'<span>{wrong.entry.memo} <span class="tag attention">กลับรายการแล้ว</span></span>', standing.entry.memo,
    ]  # fmt: skip
    assert cells(table, "received_by") == ["คุณtreasurer", "คุณtreasurer"]
    assert f'href="/g/sajja-8/receipts/{standing.pk}/"' in cells(table, "number")[1]


def test_a_transfer_counts_its_days_only_while_somebody_must_be_found_for_it(world, arrived, undo):
    waits, wrong = arrived(700, "KTB x-1234"), arrived(100, "พิมพ์ผิด")
    undo(wrong.entry)

    table = TransferTable(cash_queries.transfers(world.group), group=world.group)

    assert cells(table, "days") == ["0", "–"]
    assert cells(table, "memo") == [
        "KTB x-1234",
        '<span>พิมพ์ผิด <span class="tag attention">กลับรายการแล้ว</span></span>',
    ]
    assert f'href="/g/sajja-8/cash/transfers/{waits.pk}/"' in cells(table, "number")[0]
