"""What PostgreSQL itself refuses and fills in (promise 2), for the owner of the tables too.

Each refusal carries the name of a rule as its constraint; `ledger.services` turns the name into a kind sentence.
An entry is written after its lines, so that this file can check, number and seal it in one step.
"""

import pgtrigger
from pgtrigger import compiler

from ledger import chart, events

APART = ", ".join(f"'{holder}'" for holder in chart.HELD_APART)
CLOSING = ", ".join(f"'{event}'" for event in events.CLOSING)


class GuardSql(compiler.UpsertTriggerSql):
    """The SQL of a trigger that nobody can talk into looking away.

    pgtrigger's own stands aside for whoever says `SET pgtrigger.ignore`. This one does not, and sees the books' own
    tables where a session has made temporary ones of the same names.
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
        """What the database keeps of the function."""
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
    """A guard that always refuses, but for rows of practice books while those are thrown away.

    `let_go` tells in SQL whether OLD is such a row.
    """
    refuses = f"RAISE EXCEPTION '{says}' USING ERRCODE = '23514', CONSTRAINT = '{rule}';"
    func = f"{THROWN_AWAY.format(let_go=let_go)} {refuses}" if let_go else refuses
    return Guard(name=name, when=pgtrigger.Before, operation=operation, condition=condition, func=func)


# Asked row by row, and only of who says that a practice book is thrown away: `ledger.services.throwing_away`.
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
    kept = refusal(f"{name}_is_kept", pgtrigger.Delete, says, "books_are_kept", let_go=let_go)
    return [kept, never_emptied(name)]


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

# A month closes after those before it, and at the database's own moment: no entry of before can seem to be of after.
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
            NEW.closed_at := clock_timestamp();
        END IF;
        RETURN NEW;
    """,
)

# Totals are moved by entries. `rebuild_totals` says that it means to make them anew.
total_is_kept_by_entries = refusal(
    "total_is_kept_by_entries",
    pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    "totals are kept by entries",
    "books_are_final",
    pgtrigger.Condition("pg_trigger_depth() = 0 AND current_setting('kahro.rebuilding', true) IS DISTINCT FROM 'yes'"),
)

# The canonical text, version 1, that a seal is taken over. `ledger.verify` writes the same text in Python.
entry_is_checked_and_sealed = Guard(
    name="entry_is_checked_and_sealed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[
        ("demo", "BOOLEAN"),
        ("slug", "TEXT"),
        ("last", "RECORD"),
        ("sides", "RECORD"),
        ("months", "RECORD"),
        ("local_at", "TIMESTAMP"),
    ],
    func=f"""
        SELECT book.is_demo, book.slug INTO demo, slug FROM ledger_book book WHERE id = NEW.book_id FOR NO KEY UPDATE;
        -- First of all: a request sent twice hears that it was answered, whatever else is wrong with it by now.
        IF EXISTS (SELECT FROM ledger_entry WHERE book_id = NEW.book_id AND request_id = NEW.request_id) THEN
            RAISE EXCEPTION 'this request was answered before'
                USING ERRCODE = '23505', CONSTRAINT = 'entry_once_per_request';
        END IF;
        SELECT seq, seal INTO last FROM ledger_entry WHERE book_id = NEW.book_id ORDER BY seq DESC LIMIT 1;
        SELECT count(*) AS lines, sum(line.debit) AS debit, sum(line.credit) AS credit,
               bool_and(account.book_id IS NOT DISTINCT FROM NEW.book_id) AS own_book,
               bool_and(heading.posting AND (account.holder <> '' OR heading.holder NOT IN ({APART}))) AS posting,
               bool_and(account.closed_on IS NULL OR account.closed_on >= NEW.on) AS open,
               string_agg(E'\\n' || line.position || '|' || account.heading_id || '|' || account.holder || '|'
                   || round(line.debit, 2) || '|' || round(line.credit, 2), '' ORDER BY line.position) AS text
          INTO sides
          FROM ledger_line line
          LEFT JOIN ledger_account account ON account.id = line.account_id
          LEFT JOIN ledger_heading heading ON heading.code = account.heading_id
         WHERE line.entry_id = NEW.id;

        IF sides.lines < 2 THEN
            RAISE EXCEPTION 'an entry has two lines or more'
                USING ERRCODE = '23514', CONSTRAINT = 'entry_has_two_lines';
        ELSIF sides.debit <> sides.credit THEN
            RAISE EXCEPTION 'debit % is not credit %', sides.debit, sides.credit
                USING ERRCODE = '23514', CONSTRAINT = 'entry_balances';
        ELSIF NOT sides.own_book THEN
            RAISE EXCEPTION 'an account of another book' USING ERRCODE = '23514', CONSTRAINT = 'entry_in_one_book';
        ELSIF NOT sides.posting THEN
            RAISE EXCEPTION 'not a posting account' USING ERRCODE = '23514', CONSTRAINT = 'account_takes_postings';
        ELSIF NOT sides.open THEN
            RAISE EXCEPTION 'a closed account' USING ERRCODE = '23514', CONSTRAINT = 'account_is_open';
        END IF;

        -- Only a demonstration book may tell its own time, so that it can have a past.
        IF NEW.at IS NULL OR NOT demo THEN
            NEW.at := clock_timestamp();
        END IF;
        local_at := NEW.at AT TIME ZONE 'Asia/Bangkok';
        IF NEW.on > local_at::date THEN
            RAISE EXCEPTION 'a day to come' USING ERRCODE = '23514', CONSTRAINT = 'day_has_come';
        END IF;

        SELECT bool_or(closed_at IS NOT NULL) AS closed, bool_or(month = date_trunc('month', NEW.on)) AS known
          INTO months FROM ledger_period WHERE book_id = NEW.book_id AND month >= date_trunc('month', NEW.on);
        IF months.closed AND EXISTS (SELECT FROM ledger_entry WHERE book_id = NEW.book_id AND "on" >= NEW.on
                                     AND event IN ({CLOSING})) THEN
            RAISE EXCEPTION 'the year is closed' USING ERRCODE = '23514', CONSTRAINT = 'year_is_open';
        ELSIF months.closed THEN
            RAISE EXCEPTION 'the month is closed' USING ERRCODE = '23514', CONSTRAINT = 'month_is_open';
        ELSIF months.known IS NOT TRUE THEN
            INSERT INTO ledger_period (book_id, month) VALUES (NEW.book_id, date_trunc('month', NEW.on));
        END IF;

        NEW.seq := coalesce(last.seq, 0) + 1;
        NEW.be_year := extract(year FROM NEW.on) + 543;
        NEW.serial := 1 + coalesce((SELECT max(serial) FROM ledger_entry WHERE book_id = NEW.book_id
                                    AND kind = NEW.kind AND be_year = NEW.be_year), 0);
        NEW.number := NEW.kind || right(NEW.be_year::text, 2) || to_char(NEW.on, 'MM') || '-'
                      || lpad(NEW.serial::text, 8, '0');
        NEW.tx := pg_current_xact_id()::text::bigint;
        NEW.previous_seal := coalesce(last.seal, repeat('0', 64));
        NEW.seal := encode(sha256(convert_to(concat_ws('|',
            'kahro:1', NEW.previous_seal, slug, NEW.seq, NEW.number, NEW.event, to_char(NEW.on, 'YYYY-MM-DD'),
            to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), NEW.by_id,
            coalesce(NEW.approved_by_id::text, ''), coalesce(NEW.reverses_id::text, ''),
            coalesce(NEW.pair_id::text, ''), NEW.request_id, NEW.memo) || sides.text, 'UTF8')), 'hex');
        RETURN NEW;
    """,
)

# A control account moves with every account under it.
MOVED = """(
            SELECT target.id AS account_id, sum(line.debit) AS debit, sum(line.credit) AS credit
              FROM ledger_line line
              JOIN ledger_account account ON account.id = line.account_id
              CROSS JOIN LATERAL (VALUES (account.id), (account.control_id)) AS target (id)
             WHERE line.entry_id = NEW.id AND target.id IS NOT NULL
             GROUP BY 1
        ) moved"""

entry_adds_to_totals = Guard(
    name="entry_adds_to_totals",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    declare=[("this_month", "DATE := date_trunc('month', NEW.on)")],
    func=f"""
        INSERT INTO ledger_monthtotal AS total (account_id, month, brought_debit, brought_credit, debit, credit)
        SELECT moved.account_id, this_month, coalesce(before.debit, 0), coalesce(before.credit, 0),
               moved.debit, moved.credit
          FROM {MOVED}
          LEFT JOIN LATERAL (
              SELECT brought_debit + debit AS debit, brought_credit + credit AS credit
                FROM ledger_monthtotal
               WHERE account_id = moved.account_id AND month < this_month ORDER BY month DESC LIMIT 1
          ) before ON true
        ON CONFLICT (account_id, month) DO UPDATE
           SET debit = total.debit + excluded.debit, credit = total.credit + excluded.credit;

        -- A back-dated entry also lifts what later months brought forward.
        IF EXISTS (SELECT FROM ledger_period WHERE book_id = NEW.book_id AND month > this_month) THEN
            UPDATE ledger_monthtotal later
               SET brought_debit = brought_debit + moved.debit, brought_credit = brought_credit + moved.credit
              FROM {MOVED} WHERE later.account_id = moved.account_id AND later.month > this_month;
        END IF;
        RETURN NULL;
    """,
)

# Each half moves on its account with the other book what the other half moves on its account with this one. Practice
# money meets practice money only.
pair_agrees = Guard(
    name="pair_agrees",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    condition=pgtrigger.Q(new__pair__isnull=False),
    declare=[("other", "RECORD"), ("between", "RECORD")],
    func="""
        SELECT entry.book_id, entry.pair_id, there.is_practice <> here.is_practice AS mixed INTO other
          FROM ledger_entry entry JOIN ledger_book there ON there.id = entry.book_id
          JOIN ledger_book here ON here.id = NEW.book_id WHERE entry.id = NEW.pair_id;
        SELECT count(DISTINCT line.entry_id) AS halves, sum(line.debit - line.credit) AS net INTO between
          FROM ledger_line line JOIN ledger_account account ON account.id = line.account_id
         WHERE (line.entry_id = NEW.id AND account.counterpart_id = other.book_id)
            OR (line.entry_id = NEW.pair_id AND account.counterpart_id = NEW.book_id);
        IF other.pair_id IS DISTINCT FROM NEW.id OR other.book_id = NEW.book_id
           OR between.halves <> 2 OR between.net <> 0 OR other.mixed THEN
            RAISE EXCEPTION 'a pair names each other' USING ERRCODE = '23514', CONSTRAINT = 'pair_agrees';
        END IF;
        RETURN NULL;
    """,
)

reversal_mirrors = Guard(
    name="reversal_mirrors",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__reverses__isnull=False),
    func=f"""
        IF NOT EXISTS (SELECT FROM ledger_entry original WHERE original.id = NEW.reverses_id
                       AND original.book_id = NEW.book_id AND original.on <= NEW.on AND original.reverses_id IS NULL
                       AND original.event NOT IN ({CLOSING}))
           OR EXISTS (SELECT FROM (SELECT account_id, debit, credit FROM ledger_line WHERE entry_id = NEW.id
                                   UNION ALL
                                   SELECT account_id, -credit, -debit FROM ledger_line WHERE entry_id = NEW.reverses_id
                                  ) AS side
                       GROUP BY account_id HAVING sum(debit) <> 0 OR sum(credit) <> 0) THEN
            RAISE EXCEPTION 'not the mirror of its original' USING ERRCODE = '23514', CONSTRAINT = 'reversal_mirrors';
        END IF;
        RETURN NULL;
    """,
)

# Closing a year closes its months in the same transaction: from then on the month refuses what is dated in the year.
year_closes_with_its_months = Guard(
    name="year_closes_with_its_months",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    condition=pgtrigger.Condition(" OR ".join(f"NEW.event = '{event}'" for event in events.CLOSING)),
    func="""
        IF NOT EXISTS (SELECT FROM ledger_period WHERE book_id = NEW.book_id AND month = date_trunc('month', NEW.on)
                       AND closed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'a closed year with an open month'
                USING ERRCODE = '23514', CONSTRAINT = 'year_closes_with_its_months';
        END IF;
        RETURN NULL;
    """,
)

late_item_comes_with_its_entry = Guard(
    name="late_item_comes_with_its_entry",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        IF NOT EXISTS (SELECT FROM ledger_entry entry WHERE entry.id = NEW.entry_id
                       AND entry.tx = pg_current_xact_id()::text::bigint AND extract(year FROM entry.on) > NEW.year
                       AND EXISTS (SELECT FROM ledger_entry closing WHERE closing.book_id = entry.book_id
                                   AND closing.event IN ({CLOSING}) AND extract(year FROM closing.on) >= NEW.year)) THEN
            RAISE EXCEPTION 'no late item of a closed year'
                USING ERRCODE = '23514', CONSTRAINT = 'late_item_comes_with_its_entry';
        END IF;
        RETURN NEW;
    """,
)

# An entry's lines come in the transaction that writes it, and before it: never later.
line_comes_with_its_entry = Guard(
    name="line_comes_with_its_entry",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func="""
        IF NOT EXISTS (SELECT FROM ledger_entry WHERE id = NEW.entry_id
                       AND tx = pg_current_xact_id()::text::bigint) THEN
            RAISE EXCEPTION 'a line without its entry'
                USING ERRCODE = '23514', CONSTRAINT = 'line_comes_with_its_entry';
        END IF;
        RETURN NULL;
    """,
)

line_comes_before_its_entry = Guard(
    name="line_comes_before_its_entry",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),
    func="""
        IF EXISTS (SELECT FROM ledger_entry WHERE id IN (SELECT entry_id FROM added)) THEN
            RAISE EXCEPTION 'a line for a sealed entry'
                USING ERRCODE = '23514', CONSTRAINT = 'line_comes_with_its_entry';
        END IF;
        RETURN NULL;
    """,
)
