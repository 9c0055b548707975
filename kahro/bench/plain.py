"""What the books are compared with: the same rows, inserted by plain SQL."""

from decimal import Decimal
from uuid import uuid4

import psycopg
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from funds.models import Passbook
from kahro.bench.data import PLEDGE
from ledger import rules as ledger_rules
from ledger import thai
from ledger.models import Account


class Plain:
    """The rows of a deposit, inserted by plain SQL into tables without triggers."""

    ENTRY = """
        INSERT INTO ledger_entry (book_id, seq, kind, number, be_year, serial, event, "on", at, memo, by_id, request_id,
                                  request_hash, tx, previous_seal, seal)
        VALUES (%s, %s, 'RV', %s, %s, %s, 'J02', %s, %s, %s, %s, %s, %s, 0, %s, %s) RETURNING id"""
    LINE = "INSERT INTO ledger_line (entry_id, position, account_id, debit, credit) VALUES (%s, %s, %s, %s, %s)"
    TOTAL = """
        INSERT INTO ledger_monthtotal AS total (account_id, month, brought_debit, brought_credit, debit, credit)
        VALUES (%s, %s, 0, 0, %s, %s) ON CONFLICT (account_id, month) DO UPDATE
           SET debit = total.debit + excluded.debit, credit = total.credit + excluded.credit"""
    RECEIPT = """
        INSERT INTO funds_receipt (entry_id, member_id, token, paid_by, received_by_id, visit_id)
        VALUES (%s, %s, %s, '', %s, %s)"""
    VISIT = """
        INSERT INTO funds_visit (day_id, person_id, request_id, request_hash, token, paid_by, received_by_id, by_id, at)
        VALUES (%s, %s, %s, %s, %s, '', %s, %s, %s) RETURNING id"""

    def __init__(self, cash: Account, by: User):
        params = connection.get_connection_params()
        settings = {name: params[name] for name in ("host", "port", "user", "password", "dbname") if params.get(name)}
        self.connection = psycopg.connect(**settings, autocommit=True, options="-c search_path=plain,public")
        self.cursor = self.connection.cursor()
        self.cash, self.by, self.seq = cash.pk, by.pk, 10_000_000
        self.today = timezone.localdate()

    def visit(self, passbook: Passbook, day: int) -> None:
        """The rows of one row of the sheet: those of a deposit, and the visit."""
        seal, token = "0" * 64, f"v{self.seq:023d}"
        values = (day, passbook.member.person_id, uuid4(), seal, token, self.by, self.by, timezone.now())
        self.cursor.execute(self.VISIT, values)
        self.deposit(passbook, receipt=True, visit=self._new_id())

    def deposit(self, passbook: Passbook, *, receipt: bool, visit: int | None = None) -> None:
        """The rows of one deposit of PLEDGE baht, and of its receipt if there is one."""
        execute, nothing, seal = self.cursor.execute, Decimal(0), "0" * 64
        self.seq += 1
        account, month = passbook.account, ledger_rules.first_of_month(self.today)
        number = f"RV{self.today:%y%m}-{self.seq:08d}"
        year, now, memo = thai.buddhist_year(self.today.year), timezone.now(), "ฝาก เงินสัจจะสะสม"
        values = (account.book_id, self.seq, number, year, self.seq, self.today, now, memo)
        execute(self.ENTRY, [*values, self.by, uuid4(), seal, seal, seal])
        entry = self._new_id()
        execute(self.LINE, [entry, 1, self.cash, PLEDGE, nothing])
        execute(self.LINE, [entry, 2, account.pk, nothing, PLEDGE])
        execute(self.TOTAL, [self.cash, month, PLEDGE, nothing])
        execute(self.TOTAL, [account.pk, month, nothing, PLEDGE])
        execute(self.TOTAL, [account.control_id, month, nothing, PLEDGE])
        if receipt:
            execute(self.RECEIPT, [entry, passbook.member_id, f"{self.seq:024d}", self.by, visit])

    def _new_id(self) -> int:
        row = self.cursor.fetchone()
        assert row
        return row[0]
