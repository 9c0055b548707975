"""A register from Excel: upload, preview of what will be made, confirm."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from funds import queries, registers, services
from funds.forms import RegisterForm
from funds.registers.columns import BALANCES
from villages import access
from villages.access import needs, takes_files
from villages.forms import form_id
from villages.models import Group, RegisterImport

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("import registers")
@takes_files
def register(request: HttpRequest, group: Group) -> HttpResponse:
    form = RegisterForm(request.POST, request.FILES) if request.method == "POST" else RegisterForm()
    found = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        found, kept = services.keep_register(group, file.name, file.read(), by=request.user)
        if kept:
            return redirect("funds:register_upload", slug=group.slug, pk=kept.pk)
    context = {"group": group, "form": form, "register": found, "came_in": _came_in(group)}
    return render(request, "funds/register.html", context)


@needs("see members")
def register_upload(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """What a kept register will make, and the button that asks a second officer to make it."""
    kept = get_object_or_404(group.imports, pk=pk)
    may_ask = access.may(request.user, "import registers", group)
    if request.method == "POST" and not may_ask:
        raise PermissionDenied
    if kept.confirmed_at and may_ask:
        return redirect("funds:register", slug=group.slug)
    if request.method == "POST":
        try:
            asked = services.ask_to_confirm(kept, by=request.user, request_id=form_id(request.POST))
        except ValidationError as refusal:
            for text in refusal.messages:
                messages.error(request, text)
        else:
            messages.success(request, _("A second officer looks at it and confirms it."))
            return redirect(asked)
    found = services.read_again(kept)
    waiting = group.requests.filter(act=queries.REGISTER, status="waiting").first()
    context = {"group": group, "kept": kept, "register": found, "savings": _savings(found), "trial": _trial(found)}
    context |= {"waiting": waiting, "may_ask": may_ask and not waiting and not kept.confirmed_at}
    return render(request, "funds/register_upload.html", context)


def _savings(found: registers.Register) -> list[tuple]:
    """(kind of savings, how many have some, together in baht)."""
    return [
        (kind.label, sum(bool(row.balances.get(kind)) for row in found.rows), found.totals[kind])
        for kind in BALANCES
        if kind in found.totals
    ]


def _trial(found: registers.Register) -> list[tuple]:
    """(code, name, debit, credit) of each account of the opening balance."""
    return [
        (row.code, registers.CODES[row.code]["name_th"] if row.code in registers.CODES else "", row.debit, row.credit)
        for row in found.trial
    ]


@needs("import registers")
def register_template(request: HttpRequest, group: Group) -> HttpResponse:
    """A blank register with the columns that are read."""
    name = f"register-{group.slug}.xlsx"
    return HttpResponse(
        registers.blank(group), content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@needs("see books")
def register_file(request: HttpRequest, group: Group, pk: int) -> HttpResponse | FileResponse:
    """The register as it was uploaded, byte for byte; never another file than was kept."""
    kept = get_object_or_404(group.imports.filter(confirmed_at__isnull=False), pk=pk)
    if not services.as_it_was_kept(kept):
        messages.error(request, _("The file of this paper was changed or lost since it was kept. Tell the auditor."))
        return redirect("villages:group", slug=group.slug)
    return FileResponse(kept.file.open("rb"), as_attachment=True, filename=f"register-{group.slug}.xlsx")


def _came_in(group: Group) -> RegisterImport | None:
    confirmed = group.imports.filter(confirmed_at__isnull=False)
    return confirmed.select_related("confirmed_by", "entry__book").first()
