"""The auditor's desk: every book, every report, every entry, and the proof."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from kahro.exports import DRAWN
from kahro.forms import VoucherForm
from kahro.reports import REPORTS, Asked
from ledger import services, verify
from ledger.models import Book, Entry, Line, Verification, Voucher
from villages import access
from villages.access import needs
from villages.forms import PeriodForm
from villages.models import Group, GroupBook

A_PAGE = 100


@needs("see the sub-district")
def desk(request: HttpRequest) -> HttpResponse:
    """Every book one may open."""
    pots = GroupBook.objects.filter(group__in=access.groups(request.user)).select_related("group__village", "book")
    context = {"pots": pots.order_by("group__village__number", "book__slug"), "reports": REPORTS}
    return render(request, "kahro/desk.html", context)


@needs("see books")
def books(request: HttpRequest, group: Group) -> HttpResponse:
    """A group's books and what can be asked of them."""
    pots = group.books.select_related("book", "group__village")
    return render(request, "kahro/desk.html", {"group": group, "pots": pots, "reports": REPORTS})


@needs("see books")
def report(request: HttpRequest, group: Group, book: str, name: str) -> HttpResponse:
    """One report of one book: on the screen, or with ?format= as PDF, XLSX or CSV."""
    if name not in REPORTS:
        raise Http404
    form = PeriodForm(request.GET)
    asked = Asked(group, _book(group, book), *form.period(), request.GET)
    made = REPORTS[name][1](asked)
    if draw := DRAWN.get(request.GET.get("format", "")):
        return draw(made, asked, request)
    table = made.table(made.rows)
    RequestConfig(request, paginate={"per_page": A_PAGE}).configure(table)
    context = {"group": group, "book": asked.book, "report": made, "table": table, "form": form, "asked": asked}
    return render(request, "kahro/report.html", context)


def _book(group: Group, slug: str) -> Book:
    return get_object_or_404(Book, slug=slug, owner__group=group)


def _entry(group: Group, book: str, number: str) -> Entry:
    entries = Entry.objects.filter(book__slug=book, book__owner__group=group)
    return get_object_or_404(
        entries.select_related("book", "by", "approved_by", "reverses", "pair__book"), number=number
    )


@needs("see books")
def entry(request: HttpRequest, group: Group, book: str, number: str) -> HttpResponse:
    """An entry with everything known of it: lines, who, when, seal, paper, reversal."""
    found = _entry(group, book, number)
    form = VoucherForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not access.may(request.user, "attach vouchers", group):
            raise PermissionDenied
        if form.is_valid():
            services.attach_voucher(found, form.cleaned_data["file"], by=request.user)
            messages.success(request, _("The paper is kept with the entry."))
            return redirect("kahro:entry", slug=group.slug, book=book, number=number)
    around = Entry.objects.filter(book=found.book)
    context = {
        "group": group,
        "entry": found,
        "lines": Line.objects.filter(entry=found).select_related("account__heading"),
        "reversal": getattr(found, "reversal", None),
        "receipt": getattr(found, "receipt", None),
        "vouchers": found.vouchers.select_related("by"),
        "earlier": around.filter(seq=found.seq - 1).first(),
        "later": around.filter(seq=found.seq + 1).first(),
        "form": form,
    }
    return render(request, "kahro/entry.html", context)


@needs("see books")
def voucher(request: HttpRequest, group: Group, book: str, number: str, pk: int) -> FileResponse:
    """The paper behind an entry, for those who may see the book."""
    found = get_object_or_404(Voucher, pk=pk, entry=_entry(group, book, number))
    return FileResponse(found.file.open("rb"), filename=found.file.name.rsplit("/", 1)[-1])


@needs("verify books")
def verify_books(request: HttpRequest) -> HttpResponse:
    """Every check over every book, now; and how it went before."""
    if request.method == "POST":
        run = services.verify_and_record(by=request.user)
        off = run.checks - run.passed
        say = messages.error if off else messages.success
        say(request, _("Passed %(passed)d of %(checks)d checks.") % {"passed": run.passed, "checks": run.checks})
        return redirect("kahro:verify")
    runs = list(Verification.objects.select_related("by")[:20])
    titles = {name: title for name, (title, _check) in verify.CHECKS.items()}
    checks = [(titles.get(result["name"], result["name"]), result) for result in runs[0].results] if runs else []
    return render(request, "kahro/verify.html", {"runs": runs, "checks": checks, "titles": titles})
