"""What every by-law has in common (R0.1, R0.5): one officer writes it, another agrees, then it is final.

A kind of by-law is a model under `Bylaw` that says in SQL what was judged by it. PostgreSQL refuses what
`villages.services.bylaws` refuses, by the same SQL: both use `JUDGED`.
"""

from datetime import date
from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledger import triggers

# What a by-law says, line by line: of what, and what.
Words = list[tuple[str | Promise, str | Promise]]


class Judged(models.TextChoices):
    """What may have been judged by a by-law, as its refusal names it."""

    MONEY = "money", _("money was recorded")
    MONTH = "month", _("a month was asked of members")
    EVENING = "evening", _("a working day was opened")
    CLAIM = "claim", _("there is a claim for an event")
    RETURN = "return", _("a member came back")
    YEAR = "year", _("a year was closed")


class Agreed(models.Manager):
    """What rules, or will from its day on. Who reads the by-law of a day never sees a proposal."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(agreed_at__isnull=False)


def minutes_path(bylaw: "Bylaw", filename: str) -> str:
    return f"minutes/{bylaw.group.slug}/{filename}"


class Bylaw(models.Model):
    """What a meeting decided, in force from a day on once a second officer agreed; a proposal until then.

    Rows from before by-laws needed two officers have no writer. They count as agreed on the day before their first one,
    so that every payment is judged as it was.
    """

    # The field that a by-law is about: one proposal at a time for each, and one agreed by-law a day.
    SUBJECT: ClassVar[str]
    # How addresses name this kind of by-law. Addresses are printed and kept: they stay when a class gets another name.
    KIND: ClassVar[str]
    # The lookup from a row to its group, as in a filter; every kind has the `group` itself.
    OF_GROUP: ClassVar[str]
    group: Any
    # A SELECT of `day` and `what` (a `Judged`) for the subject `%(subject)s`.
    JUDGED: ClassVar[str]

    effective_from = models.DateField()
    resolution = models.CharField(max_length=120)
    decided_on = models.DateField(null=True)  # the meeting's day; unknown of the oldest by-laws
    minutes = models.FileField(upload_to=minutes_path, max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = Agreed()
    every = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.resolution

    def get_absolute_url(self) -> str:
        """Where it is read, agreed and dropped."""
        return reverse("villages:bylaw", args=[self.group.slug, self.KIND, self.pk])

    def get_correct_url(self) -> str:
        """Where its proposal is written and corrected."""
        raise NotImplementedError

    def words(self) -> Words:
        """What it says in a member's words, line by line: (of what, what)."""
        raise NotImplementedError

    @classmethod
    def own_fields(cls) -> list[str]:
        """What this kind itself says, by its fields: apart from whom it is about and what every by-law has.

        Forms ask for these, drafts begin with them, practice copies them: a new field is left out nowhere.
        """
        every = {field.name for field in Bylaw._meta.fields} | {"id", cls.SUBJECT}
        return [field.name for field in cls._meta.concrete_fields if field.name not in every]

    @property
    def subject(self) -> Any:
        return getattr(self, self.SUBJECT)

    @property
    def kind(self) -> str:
        """How addresses name this kind of by-law."""
        return self.KIND

    @property
    def title(self) -> str:
        """What it is about, as a page's heading says it."""
        return str(self._meta.verbose_name)

    @property
    def is_agreed(self) -> bool:
        return self.agreed_at is not None

    @property
    def known_on(self) -> date:
        """The day of the second yes: a payment of a later day is judged by this by-law (R0.5).

        A fund's first by-law counts as known from its own first day; that is for who sees all of them. A proposal is
        known on no day.
        """
        return timezone.localdate(self.agreed_at) if self.agreed_at else date.max


def kinds() -> dict[str, type[Bylaw]]:
    """Every kind of by-law by its name in addresses."""
    return {kind.KIND: kind for kind in Bylaw.__subclasses__()}


# A yes changes these columns and no other.
YES = "ARRAY['agreed_by_id', 'agreed_at']"

# A demonstration dates what it writes itself, so that it can have a past; nothing else does. `ledger` guards which
# books are one.
OF_DEMO = """(SELECT coalesce(bool_and(book.is_demo), false) FROM villages_groupbook group_book
              JOIN ledger_book book ON book.id = group_book.book_id WHERE group_book.group_id = {group})"""
OF_PRACTICE = "EXISTS (SELECT FROM villages_group WHERE id = {group} AND is_practice)"


def constraints(name: str, subject: str) -> list[models.BaseConstraint]:
    """What holds for a row of every kind of by-law."""
    nobody = Q(agreed_at=None, agreed_by=None)
    somebody = Q(agreed_at__isnull=False, agreed_by__isnull=False)
    before_this_gate = Q(agreed_at__isnull=False, agreed_by=None, written_by=None)
    return [
        models.UniqueConstraint(
            fields=[subject, "effective_from"], condition=Q(agreed_at__isnull=False), name=f"{name}_once_a_day"
        ),
        models.UniqueConstraint(fields=[subject], condition=Q(agreed_at=None), name=f"{name}_proposed_once"),
        models.CheckConstraint(condition=nobody | somebody | before_this_gate, name=f"{name}_agreed_by_somebody"),
        models.CheckConstraint(
            condition=Q(agreed_by=None) | ~Q(agreed_by=F("written_by")), name=f"{name}_agreed_by_somebody_else"
        ),
        models.CheckConstraint(
            condition=Q(agreed_at=None) | Q(agreed_at__gte=F("written_at")), name=f"{name}_agreed_after_writing"
        ),
    ]


def gate(
    table: str, subject: str, group: str, judged: str, says: str = "an agreed by-law stays as it is"
) -> list[triggers.Guard]:
    """What PostgreSQL refuses of a kind of by-law; `group` is SQL for the group of {row}, a row of it."""
    name = table.partition("_")[2]
    rule = f"{name}_is_final"
    words = {
        "yes": YES,
        "table": table,
        "subject": f"{subject}_id",
        "group": group.format(row="NEW"),
        "demo": OF_DEMO.format(group=group.format(row="NEW")),
        "judged": judged % {"subject": f"NEW.{subject}_id"},
        "says": says,
        "rule": rule,
    }
    let_go = OF_PRACTICE.format(group=group.format(row="OLD"))
    return [
        triggers.Guard(
            name=f"{name}_in_two_steps",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            declare=[("demo", f"BOOLEAN := {words['demo']}")],
            func=IN_TWO_STEPS.format(**words),
        ),
        triggers.refusal(
            rule, pgtrigger.Delete, says, rule, condition=pgtrigger.Q(old__agreed_at__isnull=False), let_go=let_go
        ),
        triggers.never_emptied(name),
    ]


IN_TWO_STEPS = """
        IF TG_OP = 'UPDATE' AND OLD.agreed_at IS NOT NULL THEN
            RAISE EXCEPTION '{says}' USING ERRCODE = '23514', CONSTRAINT = '{rule}';
        ELSIF TG_OP = 'INSERT' AND (NEW.agreed_at IS NOT NULL OR NEW.agreed_by_id IS NOT NULL) THEN
            RAISE EXCEPTION 'a by-law is written before it is agreed'
                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_is_written_first';
        ELSIF NEW.written_by_id IS NULL OR NEW.decided_on IS NULL THEN
            RAISE EXCEPTION 'a by-law says who wrote it and which meeting decided'
                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_names_its_meeting';
        END IF;
        IF TG_OP = 'UPDATE' AND NEW.{subject} <> OLD.{subject} THEN
            RAISE EXCEPTION 'a by-law stays with what it is about'
                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_stays_with_its_subject';
        ELSIF NEW.agreed_at IS NULL THEN
            IF NEW.written_at IS NULL OR NOT demo THEN
                NEW.written_at := clock_timestamp();
            END IF;
            IF NEW.decided_on > (NEW.written_at AT TIME ZONE 'Asia/Bangkok')::date THEN
                RAISE EXCEPTION 'the meeting lies in days to come'
                    USING ERRCODE = '23514', CONSTRAINT = 'bylaw_names_its_meeting';
            END IF;
            RETURN NEW;
        END IF;

        IF to_jsonb(NEW) - {yes} <> to_jsonb(OLD) - {yes} THEN
            RAISE EXCEPTION 'what is agreed to is what was written'
                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_is_agreed_as_written';
        ELSIF NOT demo THEN
            NEW.agreed_at := clock_timestamp();
        END IF;
        -- Who writes money and who changes its rule wait for each other at the book.
        PERFORM FROM ledger_book WHERE id IN (SELECT book_id FROM villages_groupbook WHERE group_id = {group})
            ORDER BY id FOR NO KEY UPDATE;
        IF EXISTS (SELECT FROM {table} bylaw WHERE bylaw.{subject} = NEW.{subject} AND bylaw.agreed_at IS NOT NULL)
           AND EXISTS (SELECT FROM ({judged}) judged WHERE judged.day >= NEW.effective_from) THEN
            RAISE EXCEPTION 'something was judged on this day or later'
                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_comes_after_what_was_judged';
        END IF;
        RETURN NEW;
    """
