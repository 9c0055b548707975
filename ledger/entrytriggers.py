"""What PostgreSQL checks, numbers, seals and sums of an entry and its lines, of pairs, reversals and closed years.

An entry is written after its lines, so that one step sees the whole of it.
"""

import pgtrigger

from ledger import chart, events
from ledger.triggers import Guard

APART = ", ".join(f"'{holder}'" for holder in chart.HELD_APART)
CLOSING = ", ".join(f"'{event}'" for event in events.CLOSING)

MOMENT = """'YYYY-MM-DD"T"HH24:MI:SS.US'"""

# The canonical text that a seal is taken over: version 1, or 2 where the clock was behind and its reading follows the
# moment. `ledger.verify` writes the same text in Python.
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
        ("reading", "TIMESTAMPTZ"),
    ],
    func=f"""
        SELECT book.is_demo, book.slug INTO demo, slug FROM ledger_book book WHERE id = NEW.book_id FOR NO KEY UPDATE;
        -- First of all: a request sent twice hears that it was answered, whatever else is wrong with it by now.
        IF EXISTS (SELECT FROM ledger_entry WHERE book_id = NEW.book_id AND request_id = NEW.request_id) THEN
            RAISE EXCEPTION 'this request was answered before'
                USING ERRCODE = '23505', CONSTRAINT = 'entry_once_per_request';
        END IF;
        SELECT seq, seal, at INTO last FROM ledger_entry WHERE book_id = NEW.book_id ORDER BY seq DESC LIMIT 1;
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
        reading := CASE WHEN demo THEN coalesce(NEW.at, clock_timestamp()) ELSE clock_timestamp() END;
        IF NEW.on > (reading AT TIME ZONE 'Asia/Bangkok')::date
           AND NOT EXISTS (SELECT FROM ledger_entry WHERE id = NEW.reverses_id AND "on" = NEW.on) THEN
            RAISE EXCEPTION 'a day to come' USING ERRCODE = '23514', CONSTRAINT = 'day_has_come';
        END IF;
        -- A clock that was put back never writes an entry before its predecessor: the reading is kept beside.
        NEW.at := greatest(reading, last.at);
        NEW.clock := CASE WHEN reading < last.at THEN reading END;

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
            CASE WHEN NEW.clock IS NULL THEN 'kahro:1' ELSE 'kahro:2' END,
            NEW.previous_seal, slug, NEW.seq, NEW.number, NEW.event, to_char(NEW.on, 'YYYY-MM-DD'),
            to_char(NEW.at AT TIME ZONE 'UTC', {MOMENT}), to_char(NEW.clock AT TIME ZONE 'UTC', {MOMENT}), NEW.by_id,
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

# Closing a year closes its months in the same transaction: from then on entries dated in that year are refused.
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
