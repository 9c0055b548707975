"""What the books depend on: the shared chart, rows that point to entries, and the triggers of the database."""

import re
from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import chart
from ledger.models import Book, Heading
from ledger.verify.checks import check, rows


@check(gettext_lazy("The headings are those of the shared chart"))
def chart_is_the_shared_one(book: Book | None) -> Iterator[str]:
    shared = {row["code"]: row for row in chart.rows()}
    for heading in Heading.objects.values(*next(iter(shared.values()))):
        if heading != shared.get(heading["code"]):
            wrong = [name for name, value in shared.get(heading["code"], {}).items() if heading[name] != value]
            params = {"code": heading["code"], "fields": ", ".join(wrong) or "code"}
            yield _("heading %(code)s is not as the shared chart has it: %(fields)s") % params


REFERENCES = """
    SELECT child.relname, own.attname, parent.relname, target.attname
      FROM pg_constraint reference
      JOIN pg_class child ON child.oid = reference.conrelid
      JOIN pg_class parent ON parent.oid = reference.confrelid AND parent.relname LIKE 'ledger\\_%%'
      JOIN pg_attribute own ON own.attrelid = child.oid AND own.attnum = reference.conkey[1]
      JOIN pg_attribute target ON target.attrelid = parent.oid AND target.attnum = reference.confkey[1]
     WHERE reference.contype = 'f' AND reference.connamespace = 'public'::regnamespace ORDER BY 1, 2
"""


@check(gettext_lazy("Nothing points to a row that is gone"))
def references_stand(book: Book | None) -> Iterator[str]:
    """Receipts, vouchers, reversals of an entry that somebody removed. Over all books only: such a row no longer says
    which book it was of.
    """
    if book:
        return
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES, [])
        references = cursor.fetchall()
    lost = " UNION ALL ".join(
        f"""(SELECT '{child}', child.{own}::text, '{parent}' FROM {child} child
              WHERE child.{own} IS NOT NULL
                AND NOT EXISTS (SELECT FROM {parent} parent WHERE parent.{target} = child.{own}) LIMIT 20)"""
        for child, own, parent, target in references
    )
    for child, missing, parent in rows(lost, None):
        params = {"child": child, "parent": parent, "missing": missing}
        yield _("a row of %(child)s points to %(parent)s %(missing)s, which is gone") % params


Guard = tuple[str | None, list[str]]  # what it does, and when it fires on what


def _words(definition: str) -> list[str]:
    """A trigger's definition without what PostgreSQL adds when it prints it: quotes, casts, brackets, an order."""
    plain = re.sub(r'::\w+|\bpublic\.|"', "", definition.lower()).replace("procedure", "function")
    return sorted(re.sub(r"[()]", " ", plain).split())


@cache
def _guards() -> dict[str, Guard]:
    """Every trigger that the models declare, by its name in the database."""
    models = apps.get_app_config("ledger").get_models()
    compiled = [guard.compile(model).sql for model in models for guard in getattr(model._meta, "triggers", [])]
    return {sql.pgid: (sql.body, _words(sql.definition)) for sql in compiled}


@check(gettext_lazy("The database's own guards stand"))
def guards_stand(book: Book | None) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT tgname, tgenabled, pg_get_triggerdef(pg_trigger.oid),
                      CASE WHEN proconfig = ARRAY['search_path=public, pg_temp'] THEN prosrc END
                 FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal"""
        )
        standing = {name: (enabled, (body, _words(definition))) for name, enabled, definition, body in cursor}
    sentences = [_("guard %(name)s is missing"), _("guard %(name)s is switched off"), _("guard %(name)s was changed")]
    for name, guard in _guards().items():
        enabled, standing_text = standing.get(name, ("", None))
        faults = (standing_text is None, enabled not in ("O", "A"), standing_text != guard)
        if any(faults):
            yield sentences[faults.index(True)] % {"name": name}
