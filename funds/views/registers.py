"""A register from Excel: upload, preview of what will be made, confirm."""

from base64 import b64encode
from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from funds.forms.savings import RegisterForm
from funds.queries import savings as savings_queries
from funds.registers import bounded, checking, marking, model, template
from funds.registers.columns import BALANCES
from funds.services import registers
from villages import access
from villages.access import needs, takes_files
from villages.forms.fields import form_id
from villages.http import OfficerRequest
from villages.models import Group, RegisterImport
from villages.paper.workbook import XLSX, xlsx_response
from villages.views.submitting import press

MOST_SHOWN = 300  # faults on a page; the marked workbook has more of them
MOST_INSIDE = 3_000_000  # bytes of a workbook inside a page


@needs("import registers")
@takes_files
def register(request: OfficerRequest, group: Group) -> HttpResponse:
    form = RegisterForm(request.POST, request.FILES) if request.method == "POST" else RegisterForm()
    context = {"group": group, "form": form, "came_in": _came_in(group)}
    if form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        parsed, upload = registers.keep_register(group, file.name, content, by=request.user)
        if upload:
            return redirect("funds:register_upload", slug=group.slug, pk=upload.pk)
        context |= {"register": parsed, "faults": parsed.faults[:MOST_SHOWN], "marked": _marked(content, parsed)}
        context |= {"skipped": parsed.skipped[:MOST_SHOWN]}
    return render(request, "funds/register.html", context)


def _marked(content: bytes, parsed: model.Register) -> str:
    """The workbook with its faults marked, inside the page: what is not kept is on no disk of the server."""
    try:
        answer = marking.marked(content, parsed) if any(fault.row for fault in parsed.faults) else b""
    except bounded.Unopened:
        return ""
    return f"data:{XLSX};base64,{b64encode(answer).decode()}" if 0 < len(answer) < MOST_INSIDE else ""


@needs("see members")
def register_upload(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """What a kept register will make, what is doubtful in it, and the button that asks a second officer to make it."""
    upload = get_object_or_404(group.imports, pk=pk)
    may_ask = access.may(request.user, "import registers", group)
    if request.method == "POST" and not may_ask:
        raise PermissionDenied
    if upload.confirmed_at and may_ask:
        return redirect("funds:register", slug=group.slug)
    if request.method == "POST":
        return _answer(request, upload) if "answer" in request.POST else _ask(request, upload)
    parsed = registers.read_again(upload)
    if request.GET.get("form") == "xlsx" and may_ask:
        return _marked_file(upload, parsed)
    waiting = group.requests.filter(act=savings_queries.REGISTER, status="waiting").first()
    context = {
        "group": group,
        "upload": upload,
        "register": parsed,
        "savings": _savings(parsed),
        "trial": _trial(parsed),
    }
    context |= {"waiting": waiting, "may_ask": may_ask and not waiting and not upload.confirmed_at}
    context |= {
        "faults": [] if upload.confirmed_at else parsed.faults[:MOST_SHOWN],
        "skipped": parsed.skipped[:MOST_SHOWN],
    }
    return render(request, "funds/register_upload.html", context)


def _answer(request: OfficerRequest, upload: RegisterImport) -> HttpResponse:
    answers = {name.removeprefix("q-"): request.POST[name] for name in request.POST if name.startswith("q-")}
    whole = _("Everything doubtful is answered. Look once more at what will be made.")
    return press(
        request,
        lambda: registers.answer_register(upload, answers),
        success=lambda parsed: "" if parsed.unanswered else whole,
        to=_address(upload),
        each=True,
    )


def _ask(request: OfficerRequest, upload: RegisterImport) -> HttpResponse:
    return press(
        request,
        lambda: registers.ask_to_confirm(upload, by=request.user, request_id=form_id(request.POST)),
        success=_("A second officer looks at it and confirms it."),
        to=lambda pending: pending,
        back=_address(upload),
        each=True,
    )


def _address(upload: RegisterImport) -> str:
    return reverse("funds:register_upload", args=[upload.group.slug, upload.pk])


def _marked_file(upload: RegisterImport, parsed: model.Register) -> HttpResponse:
    try:
        content = registers.marked(upload, parsed)
    except bounded.Unopened as fault:
        return HttpResponse(str(fault), status=409, content_type="text/plain; charset=utf-8")
    name = f"register-{upload.group.slug}-marked.xlsx"
    return xlsx_response(name, content)


def _savings(parsed: model.Register) -> list[tuple]:
    """(kind of savings, how many have some, together in baht)."""
    return [
        (kind.label, sum(bool(row.balances.get(kind)) for row in parsed.rows), parsed.totals[kind])
        for kind in BALANCES
        if kind in parsed.totals
    ]


def _trial(parsed: model.Register) -> list[tuple]:
    """(code, name, debit, credit) of each account of the opening balance."""
    return [
        (row.code, checking.CODES[row.code]["name_th"] if row.code in checking.CODES else "", row.debit, row.credit)
        for row in parsed.trial
    ]


@needs("import registers")
def register_template(request: OfficerRequest, group: Group) -> HttpResponse:
    """A blank register with the columns that are read."""
    name = f"register-{group.slug}.xlsx"
    return xlsx_response(name, template.blank(group))


@needs("see books")
def register_file(request: OfficerRequest, group: Group, pk: int) -> HttpResponse | FileResponse:
    """The register as it was uploaded, byte for byte; never another file than was kept."""
    upload = get_object_or_404(group.imports.filter(confirmed_at__isnull=False), pk=pk)
    if not registers.as_it_was_kept(upload):
        messages.error(request, _("The file of this paper was changed or lost since it was kept. Tell the auditor."))
        return redirect("villages:group", slug=group.slug)
    name = f"register-{group.slug}{PurePath(str(upload.file)).suffix}"
    return FileResponse(upload.file.open("rb"), as_attachment=True, filename=name)


def _came_in(group: Group) -> RegisterImport | None:
    confirmed = group.imports.filter(confirmed_at__isnull=False)
    return confirmed.select_related("confirmed_by", "entry__book").first()
