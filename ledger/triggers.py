"""What PostgreSQL itself refuses and fills in (promise 2), for the owner of the tables too.

Each refusal carries the name of a rule as its constraint; `ledger.services` turns the name into a sentence for people.
This file has what every trigger is made of, and the triggers of books, accounts and months; those of entries are in
`entrytriggers.py`.
"""

import pgtrigger
from pgtrigger import compiler


class GuardSql(compiler.UpsertTriggerSql):
    """The SQL of a trigger that no setting of a session can switch off.

    pgtrigger's own is skipped after `SET pgtrigger.ignore`. This one is not, and it reads the books' own tables where a
    session has made temporary ones of the same names.
    """

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql SET search_path = public, pg_temp;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid} {when} {operation} ON {table} {timing} {referencing}
                FOR EACH {level} {condition} EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """

    @property
    def body(self) -> str:
        """The text of the function as the database stores it."""
        return self.data.split("$$")[1]

    @property
    def definition(self) -> str:
        """When it fires, and on what."""
        return "CREATE" + self.data.rpartition("CREATE")[2].partition(";")[0]


class Guard(pgtrigger.Trigger):
    """A trigger that cannot be ignored."""

    def compile(self, model) -> compiler.Trigger:
        return compiler.Trigger(name=self.name, sql=GuardSql(**super().compile(model).sql.kwargs))


def refusal(name: str, operation: pgtrigger.Operation, says: str, rule: str, condition=None, let_go="") -> Guard:
    """A trigger that always refuses, except for rows of practice books while those are thrown away.

    `let_go` is SQL that says whether OLD is such a row.
    """
    refuses = f"RAISE EXCEPTION '{says}' USING ERRCODE = '23514', CONSTRAINT = '{rule}';"
    func = f"{THROWN_AWAY.format(let_go=let_go)} {refuses}" if let_go else refuses
    return Guard(name=name, when=pgtrigger.Before, operation=operation, condition=condition, func=func)


# Checked row by row, and only while a practice book is thrown away: `ledger.services.throwing_away`.
THROWN_AWAY = """
        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND {let_go} THEN
            RETURN OLD;
        END IF;
    """


def never_emptied(name: str) -> Guard:
    return Guard(
        name=f"{name}_is_never_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';",
    )


def is_kept(name: str, let_go: str = "") -> list[Guard]:
    """Never deleted or emptied; `let_go` as in `refusal`."""
    says = "the books are never emptied"
    stays = refusal(f"{name}_is_kept", pgtrigger.Delete, says, "books_are_kept", let_go=let_go)
    return [stays, never_emptied(name)]


def is_final(name: str, let_go: str = "") -> list[Guard]:
    """Never changed, deleted or emptied; `let_go` as in `refusal`."""
    final = refusal(f"{name}_is_final", pgtrigger.Update, "what is written stays as it is", "books_are_final")
    return [final, *is_kept(name, let_go)]


# Which rows are of a practice book.
PRACTICE_BOOK = "OLD.is_practice"
IN_PRACTICE_BOOK = "EXISTS (SELECT FROM ledger_book WHERE id = OLD.book_id AND is_practice)"
ON_PRACTICE_ACCOUNT = """EXISTS (SELECT FROM ledger_account account JOIN ledger_book book ON book.id = account.book_id
                         WHERE account.id = OLD.account_id AND book.is_practice)"""
OF_PRACTICE_ENTRY = """EXISTS (SELECT FROM ledger_entry entry JOIN ledger_book book ON book.id = entry.book_id
                       WHERE entry.id = OLD.entry_id AND book.is_practice)"""

# What entries were sealed with does not change under them, and a book is for practice from its first day or never.
book_stays_put = Guard(
    name="book_stays_put",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.AnyChange("slug", "is_demo", "is_practice"),
    func="""
        IF OLD.is_practice <> NEW.is_practice OR EXISTS (SELECT FROM ledger_entry WHERE book_id = OLD.id) THEN
            RAISE EXCEPTION 'entries rest on this' USING ERRCODE = '23514', CONSTRAINT = 'books_are_final';
        END IF;
        RETURN NEW;
    """,
)

account_stays_put = refusal(
    "account_stays_put",
    pgtrigger.Update,
    "entries rest on this",
    "books_are_final",
    pgtrigger.AnyChange("book", "heading", "holder", "control", "counterpart"),
)

account_hangs_under_its_heading = Guard(
    name="account_hangs_under_its_heading",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__control__isnull=False),
    func="""
        IF NOT EXISTS (SELECT FROM ledger_account control WHERE control.id = NEW.control_id AND control.holder = ''
                       AND control.book_id = NEW.book_id AND control.heading_id = NEW.heading_id) THEN
            RAISE EXCEPTION 'a control of another heading or book'
                USING ERRCODE = '23514', CONSTRAINT = 'account_hangs_under_its_heading';
        END IF;
        RETURN NEW;
    """,
)

# A month closes after those before it, and at the database's own moment, or the last entry's where a clock was put
# back: no entry written before the closing can look as if it was written after it.
period_closes_for_good = Guard(
    name="period_closes_for_good",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'UPDATE' AND (OLD.closed_at IS NOT NULL OR (OLD.book_id, OLD.month) <> (NEW.book_id, NEW.month)) THEN
            RAISE EXCEPTION 'a closed month stays closed' USING ERRCODE = '23514', CONSTRAINT = 'month_is_open';
        ELSIF NEW.closed_at IS NULL AND EXISTS (SELECT FROM ledger_period WHERE book_id = NEW.book_id
                                                AND month > NEW.month AND closed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'a later month is closed' USING ERRCODE = '23514', CONSTRAINT = 'month_is_open';
        ELSIF NEW.closed_at IS NOT NULL THEN
            -- Locked by a new version of its row: who sees the month still open is not let past it to write an entry.
            UPDATE ledger_book SET name = name WHERE id = NEW.book_id;
            IF EXISTS (SELECT FROM ledger_period WHERE book_id = NEW.book_id
                       AND month < NEW.month AND closed_at IS NULL) THEN
                RAISE EXCEPTION 'an earlier month is open'
                    USING ERRCODE = '23514', CONSTRAINT = 'months_close_in_order';
            END IF;
            NEW.closed_at := greatest(clock_timestamp(), (SELECT at FROM ledger_entry WHERE book_id = NEW.book_id
                                                          ORDER BY seq DESC LIMIT 1));
        END IF;
        RETURN NEW;
    """,
)

# Only entries change totals, and `rebuild_totals`, which computes them again.
total_is_kept_by_entries = refusal(
    "total_is_kept_by_entries",
    pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    "totals are kept by entries",
    "books_are_final",
    pgtrigger.Condition("pg_trigger_depth() = 0 AND current_setting('kahro.rebuilding', true) IS DISTINCT FROM 'yes'"),
)
