"""The auditor's desk: every book, every report, every entry, and the proof."""

import hashlib
from datetime import date
from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from funds.queries.cash import MOVEMENTS
from kahro.books import queries as books_queries
from kahro.books.exports import FORMS
from kahro.books.forms import PeriodOfReportForm, VoucherForm
from kahro.books.reports import REPORTS, Scope
from ledger import services as ledger
from ledger import thai, verify
from ledger.models import Book, Entry, Line, Verification, Voucher
from villages import access
from villages.access import needs, takes_files
from villages.http import OfficerRequest
from villages.models import Group, GroupBook
from villages.views.submitting import press
from welfare.queries import claims as claims_queries

A_PAGE = 100


@needs("see the sub-district")
def desk(request: OfficerRequest) -> HttpResponse:
    """Every book one may open."""
    group_books = books_queries.with_last_entry(
        GroupBook.objects.filter(group__in=books_queries.readable(request.user))
    )
    context = {"group_books": group_books, "verification": Verification.objects.first()}
    return render(request, "kahro/desk.html", context)


@needs("see books")
def books(request: OfficerRequest, group: Group) -> HttpResponse:
    """A group's books and what can be asked of them."""
    context = {"group": group, "group_books": books_queries.with_last_entry(group.books.all()), "reports": REPORTS}
    return render(request, "kahro/books.html", context)


@needs("see books")
def report(request: OfficerRequest, group: Group, book: str, name: str) -> HttpResponse:
    """One report of one book: on the screen, or with ?format= as PDF, XLSX or CSV."""
    if name not in REPORTS:
        raise Http404
    form = PeriodOfReportForm.of(request.GET)
    own = get_object_or_404(Book, slug=book, owner__group=group)
    scope = Scope(group, own, form.days or _this_year(), *form.account, request.GET)
    if form.days is None:
        context = {"group": group, "book": own, "title": REPORTS[name][0], "form": form, "scope": scope}
        return render(request, "kahro/report.html", context)
    made = REPORTS[name][1](scope)
    if to_carry := FORMS.get(request.GET.get("format", "")):
        if len(made.rows) <= to_carry.rows:
            return to_carry.draw(made, scope, request)
        many = {"rows": f"{len(made.rows):,}", "most": f"{to_carry.rows:,}"}
        messages.warning(
            request, _("%(rows)s lines are too many: this takes %(most)s. Choose fewer days, or the CSV file.") % many
        )
    table = made.table()
    RequestConfig(request, paginate={"per_page": A_PAGE}).configure(table)
    context = {"group": group, "book": own, "report": made, "table": table, "form": form, "scope": scope}
    context["title"] = made.title
    return render(request, "kahro/report.html", context)


@needs("see books")
def months(request: OfficerRequest, group: Group, book: str) -> HttpResponse:
    """A book's months, and the button that closes the next one for good (R5.11)."""
    own = get_object_or_404(Book, slug=book, owner__group=group)
    following = books_queries.month_to_close(own)
    if request.method == "POST":
        if not access.may(request.user, "close months", group):
            raise PermissionDenied
        text = _("%(month)s is closed. Nothing is written into it any more.")
        return press(
            request,
            lambda: ledger.close_month(own, _month(request.POST), by=request.user),
            success=lambda period: text % {"month": thai.month_name(period.month)},
            to=reverse("kahro:months", args=[group.slug, book]),
        )
    waits = ledger.before_closing(own, following) if following else []
    context = {
        "group": group,
        "book": own,
        "months": books_queries.months_of(own),
        "following": following,
        "waits": waits,
    }
    return render(request, "kahro/months.html", context)


def _month(sent: QueryDict) -> date:
    """The month that stood on the button, so that pressing twice closes one."""
    try:
        return date.fromisoformat(sent.get("month", ""))
    except ValueError as fault:
        raise ValidationError(_("Choose the month to close on the page once more.")) from fault


def _entry(group: Group, book: str, number: str) -> Entry:
    entries = Entry.objects.select_related("book", "by", "approved_by", "reverses", "pair__book__owner__group")
    return get_object_or_404(entries, book__slug=book, book__owner__group=group, number=number)


@needs("see books")
@takes_files
def entry(request: OfficerRequest, group: Group, book: str, number: str) -> HttpResponse:
    """An entry with everything known of it: lines, who, when, seal, paper, reversal."""
    shown = _entry(group, book, number)
    form = VoucherForm(request.POST, request.FILES) if request.method == "POST" else VoucherForm()
    if request.method == "POST":
        if not access.may(request.user, "attach vouchers", group):
            raise PermissionDenied
        if form.is_valid():
            ledger.attach_voucher(shown, form.cleaned_data["file"], by=request.user)
            messages.success(request, _("The paper is kept with the entry."))
            return redirect(request.get_full_path())
    period = PeriodOfReportForm.of(request.GET)
    scope = Scope(group, shown.book, _days_around(shown, *(period.days or _this_year())), *period.account)
    around = Entry.objects.filter(book=shown.book)
    context = {
        "group": group,
        "entry": shown,
        "scope": scope,
        "lines": [(line, _opened(scope, line)) for line in _lines(shown)],
        "reversal": getattr(shown, "reversal", None),
        "receipt": getattr(shown, "receipt", None),
        "register": getattr(shown, "register", None),
        "movement": shown.event in MOVEMENTS and not shown.reverses_id,
        "claims": claims_queries.of_entry(shown) if shown.event in ("J30", "J31", "J32") else [],
        "vouchers": shown.vouchers.select_related("by"),
        "earlier": around.filter(seq=shown.seq - 1).first(),
        "later": around.filter(seq=shown.seq + 1).first(),
        "pair_opens": shown.pair and access.may(request.user, "see books", shown.pair.book.owner.group),
        "form": form,
    }
    return render(request, "kahro/entry.html", context)


def _this_year() -> tuple[date, date]:
    today = timezone.localdate()
    return today.replace(month=1, day=1), today


def _days_around(entry: Entry, start: date, end: date) -> tuple[date, date]:
    """The days asked for where the entry lies in them, else its own year, so that pages opened from it show it."""
    if start <= entry.on <= end:
        return start, end
    return entry.on.replace(month=1, day=1), entry.on.replace(month=12, day=31)


def _lines(entry: Entry):
    return Line.objects.filter(entry=entry).select_related("account__heading")


def _opened(scope: Scope, line: Line) -> dict[str, str]:
    """Where a line's heading and its holder's account open."""
    code, holder = line.account.heading_id, line.account.holder
    return {"heading": scope.link("ledger", code=code), "holder": scope.link("ledger", code=code, holder=holder)}


@needs("see books")
def voucher(request: OfficerRequest, group: Group, book: str, number: str, pk: int) -> HttpResponse | FileResponse:
    """The paper behind an entry, for those who may see the book; never another one than was kept."""
    paper = get_object_or_404(Voucher, pk=pk, entry=_entry(group, book, number))
    if not _as_it_was_kept(paper):
        messages.error(request, _("The file of this paper was changed or lost since it was kept. Tell the auditor."))
        return redirect("kahro:entry", slug=group.slug, book=book, number=number)
    response = FileResponse(paper.file.open("rb"), filename=PurePath(str(paper.file)).name)
    response["Cache-Control"] = "private"
    return response


def _as_it_was_kept(voucher: Voucher) -> bool:
    try:
        with voucher.file.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == voucher.sha256
    except FileNotFoundError:
        return False


@needs("verify books")
def verify_books(request: OfficerRequest) -> HttpResponse:
    """Run every check over every book now; and the results of earlier runs."""
    if request.method == "POST":
        run = ledger.verify_and_record(by=request.user)
        say = messages.success if run.passed == run.checks else messages.error
        say(request, _("Passed %(passed)d of %(checks)d checks.") % {"passed": run.passed, "checks": run.checks})
        return redirect("kahro:verify")
    runs = list(Verification.objects.select_related("by")[:20])
    results = {result["name"]: result for result in runs[0].results} if runs else {}
    checks = [(title, results.get(name)) for name, (title, _check) in verify.CHECKS.items()]
    return render(request, "kahro/verify.html", {"runs": runs, "checks": checks})
