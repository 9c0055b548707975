"""A register from Excel: upload, preview of what will be made, confirm."""

from base64 import b64encode
from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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

MOST_SHOWN = 300  # faults on a page; the marked workbook has more of them
MOST_SAID = 20
MOST_INSIDE = 3_000_000  # bytes of a workbook inside a page


@needs("import registers")
@takes_files
def register(request: OfficerRequest, group: Group) -> HttpResponse:
    form = RegisterForm(request.POST, request.FILES) if request.method == "POST" else RegisterForm()
    context = {"group": group, "form": form, "came_in": _came_in(group)}
    if form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        found, kept = registers.keep_register(group, file.name, content, by=request.user)
        if kept:
            return redirect("funds:register_upload", slug=group.slug, pk=kept.pk)
        context |= {"register": found, "faults": found.faults[:MOST_SHOWN], "marked": _marked(content, found)}
        context |= {"skipped": found.skipped[:MOST_SHOWN]}
    return render(request, "funds/register.html", context)


def _marked(content: bytes, found: model.Register) -> str:
    """The workbook with its faults marked, inside the page: what is not kept here is on no disk of ours."""
    try:
        answer = marking.marked(content, found) if any(fault.row for fault in found.faults) else b""
    except bounded.Unopened:
        return ""
    return f"data:{XLSX};base64,{b64encode(answer).decode()}" if 0 < len(answer) < MOST_INSIDE else ""


@needs("see members")
def register_upload(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """What a kept register will make, what is doubtful in it, and the button that asks a second officer to make it."""
    kept = get_object_or_404(group.imports, pk=pk)
    may_ask = access.may(request.user, "import registers", group)
    if request.method == "POST" and not may_ask:
        raise PermissionDenied
    if kept.confirmed_at and may_ask:
        return redirect("funds:register", slug=group.slug)
    if request.method == "POST":
        return _answer(request, kept) if "answer" in request.POST else _ask(request, kept)
    found = registers.read_again(kept)
    if request.GET.get("form") == "xlsx" and may_ask:
        return _marked_file(kept, found)
    waiting = group.requests.filter(act=savings_queries.REGISTER, status="waiting").first()
    context = {"group": group, "kept": kept, "register": found, "savings": _savings(found), "trial": _trial(found)}
    context |= {"waiting": waiting, "may_ask": may_ask and not waiting and not kept.confirmed_at}
    context |= {"faults": [] if kept.confirmed_at else found.faults[:MOST_SHOWN], "skipped": found.skipped[:MOST_SHOWN]}
    return render(request, "funds/register_upload.html", context)


def _answer(request: OfficerRequest, kept: RegisterImport) -> HttpResponse:
    answers = {name.removeprefix("q-"): value for name, value in request.POST.items() if name.startswith("q-")}
    try:
        found = registers.answer_register(kept, answers)
    except ValidationError as refusal:
        _say(request, refusal)
    else:
        if not found.unanswered:
            messages.success(request, _("Everything doubtful is answered. Look once more at what will be made."))
    return redirect("funds:register_upload", slug=kept.group.slug, pk=kept.pk)


def _ask(request: OfficerRequest, kept: RegisterImport) -> HttpResponse:
    try:
        asked = registers.ask_to_confirm(kept, by=request.user, request_id=form_id(request.POST))
    except ValidationError as refusal:
        _say(request, refusal)
        return redirect("funds:register_upload", slug=kept.group.slug, pk=kept.pk)
    messages.success(request, _("A second officer looks at it and confirms it."))
    return redirect(asked)


def _say(request: OfficerRequest, refusal: ValidationError) -> None:
    for text in refusal.messages[:MOST_SAID]:
        messages.error(request, text)


def _marked_file(kept: RegisterImport, found: model.Register) -> HttpResponse:
    try:
        content = registers.marked(kept, found)
    except bounded.Unopened as fault:
        return HttpResponse(str(fault), status=409, content_type="text/plain; charset=utf-8")
    name = f"register-{kept.group.slug}-marked.xlsx"
    return xlsx_response(name, content)


def _savings(found: model.Register) -> list[tuple]:
    """(kind of savings, how many have some, together in baht)."""
    return [
        (kind.label, sum(bool(row.balances.get(kind)) for row in found.rows), found.totals[kind])
        for kind in BALANCES
        if kind in found.totals
    ]


def _trial(found: model.Register) -> list[tuple]:
    """(code, name, debit, credit) of each account of the opening balance."""
    return [
        (row.code, checking.CODES[row.code]["name_th"] if row.code in checking.CODES else "", row.debit, row.credit)
        for row in found.trial
    ]


@needs("import registers")
def register_template(request: OfficerRequest, group: Group) -> HttpResponse:
    """A blank register with the columns that are read."""
    name = f"register-{group.slug}.xlsx"
    return xlsx_response(name, template.blank(group))


@needs("see books")
def register_file(request: OfficerRequest, group: Group, pk: int) -> HttpResponse | FileResponse:
    """The register as it was uploaded, byte for byte; never another file than was kept."""
    kept = get_object_or_404(group.imports.filter(confirmed_at__isnull=False), pk=pk)
    if not registers.as_it_was_kept(kept):
        messages.error(request, _("The file of this paper was changed or lost since it was kept. Tell the auditor."))
        return redirect("villages:group", slug=group.slug)
    name = f"register-{group.slug}{PurePath(kept.file.name).suffix}"
    return FileResponse(kept.file.open("rb"), as_attachment=True, filename=name)


def _came_in(group: Group) -> RegisterImport | None:
    confirmed = group.imports.filter(confirmed_at__isnull=False)
    return confirmed.select_related("confirmed_by", "entry__book").first()
