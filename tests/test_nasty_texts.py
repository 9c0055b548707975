"""Whatever stands in a text parameter of an address, a form or a button: the site answers, and never breaks."""

import re
from collections.abc import Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from weasyprint import HTML

from ledger import thai
from tests.test_permissions import NETWORK_ACT, PAGES, TICKET, Page, neighbour, things  # noqa: F401
from villages.forms.fields import BahtField, ThaiDateField
from villages.services.acts import ACTS, Act, nothing_more

HERE = Path(__file__).parent.parent
NASTY = [
    "\x00", "ก\x00ข", "²", "٣", "१", "๑", "＝1+1", "=1+1", "\u202eกขค", "\u200b", "\u3164", "\ud800", "ก\r\nข",
    "ก" * 500, "9" * 40, "-1", "0", "1e999", "NaN", "'\"--<b>&", "%s%(x)s{0}", "\\", "🙈", "ำ้่" * 50,
    "๓๑/๑๒/๙๙๙๙", "../../etc",
]  # fmt: skip
READ = re.compile(
    r"""request\.(?:GET|POST)(?:\.get(?:list)?\(|\[)\s*"(\w+)"|"(\w+)" in request\.(?:GET|POST)|asked\.get\("(\w+)"""
)
NAMED = re.compile(r"""<(?:input|select|textarea|button)[^>]*\sname="([^"]+)\"""")
ROLES = ["treasurer", "chair", "receiver", "secretary", "bookkeeper", "staff", "auditor", "checker", "member", "nobody"]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
UNTOUCHED = {"csrfmiddlewaretoken", "file", "form", "format"}


def names_in_the_source() -> set[str]:
    """Parameters that a view reads without a form."""
    sources = [
        text.read_text() for app in ("kahro", "villages", "funds", "welfare") for text in (HERE / app).rglob("*.py")
    ]
    return {name for text in sources for match in READ.findall(text) for name in match if name} | {"q", "page", "sort"}


class Site:
    """Asks every page with nasty parameters and collects what broke. Nothing that is written stays."""

    def __init__(self, world, records: dict[str, Any]):
        self.world, self.things = world, records
        self.broken: list[tuple] = []
        self.everywhere = names_in_the_source()
        self.browsers: dict[str, Client] = {}
        self.texts = cycle(NASTY)

    def browser(self, page: Page) -> Client:
        role = next(role for role in [*ROLES, *sorted(page.who)] if role in page.who)
        if role not in self.browsers:
            self.browsers[role] = Client()
            if role != "nobody":
                self.browsers[role].force_login(self.world.users[role])
                session = self.browsers[role].session
                session[f"joining-{TICKET}"] = self.world.member.person.citizen_id
                session.save()
        return self.browsers[role]

    def ask(self, page: Page, method: str, *args, **more):
        """What the page answers; the books and everything else stay as they were."""
        address = reverse(page.name, args=[self.things[name] for name in page.names.split()])
        browser = self.browser(page)
        with transaction.atomic():
            try:
                answer = getattr(browser, method)(address + more.pop("query", ""), *args, **more)
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                if answer.status_code >= 500:
                    self.broken.append((str(page), method, answer.status_code, args, more))
            except Exception as fault:  # noqa: BLE001 whatever it is, it is what the test looks for
                answer = None
                self.broken.append((str(page), method, type(fault).__name__, str(fault)[:200], str(args)[:300]))
            transaction.set_rollback(True)
        return answer

    def mixed(self, names: set[str]) -> dict[str, str]:
        """Every name with another text; over the pages each name meets each."""
        next(self.texts)
        return dict(zip(sorted(names), self.texts, strict=False))

    def open(self, page: Page) -> None:
        names = self.everywhere | names_on(self.ask(page, "get"))
        for query in (dict.fromkeys(names, "\x00"), self.mixed(names)):
            self.ask(page, "get", query=f"?{encoded(query)}", follow=True)

    def press(self, page: Page) -> None:
        seen = self.ask(page, "get")
        names = self.everywhere | names_on(seen)
        for sent in (dict.fromkeys(names, "\x00"), dict.fromkeys(names, "²")):
            self.ask(page, "post", encoded(sent), content_type="application/x-www-form-urlencoded")
        self.fill_in(page, list(forms_of(seen)), self.texts)

    def fill_in(self, page: Page, page_forms: Iterable[forms.BaseForm], texts: Iterator[str]) -> None:
        """With nasty texts and all else as it should be; what a form refuses is then harmless, to reach the service."""
        fields = {form.add_prefix(name): form[name] for form in page_forms for name in form.fields}
        filled = {name: filled_in(field, texts) for name, field in fields.items()}
        answer = self.ask(page, "post", with_papers(filled, fields)) if filled else None
        refused = {form.add_prefix(name) for form in forms_of(answer) for name in form.errors} & set(filled)
        if refused:
            self.ask(page, "post", with_papers(filled | {name: plain(fields[name].field) for name in refused}, fields))


def encoded(texts: dict[str, str]) -> str:
    return "&".join(f"{name}={quote(text.encode('utf-8', 'surrogatepass'))}" for name, text in texts.items())


def names_on(answer) -> set[str]:
    page = "" if answer is None or answer.streaming else answer.content.decode(errors="replace")
    return set(NAMED.findall(page)) - UNTOUCHED


def forms_of(answer) -> Iterator[forms.BaseForm]:
    collected = {}
    for context in (answer and answer.context) or []:
        for layer in context.dicts if hasattr(context, "dicts") else [context]:
            for value in layer.values():
                for each in value if isinstance(value, list | tuple) else [value]:
                    if isinstance(each, forms.BaseForm):
                        collected[id(each)] = each
    yield from collected.values()


def is_text(field: forms.Field) -> bool:
    return type(field) is forms.CharField and not isinstance(field.widget, forms.PasswordInput)


def filled_in(bound: forms.BoundField, texts: Iterator[str]) -> Any:
    """What a form takes, but for its texts."""
    if is_text(bound.field):
        return next(texts).replace("\ud800", "\ufffd")[: getattr(bound.field, "max_length", None)]
    value = bound.value()
    return plain(bound.field) if value in (None, "", [], 0) else bound.field.prepare_value(value)


def with_papers(filled: dict[str, Any], fields: dict[str, forms.BoundField]) -> dict[str, Any]:
    papers = {name: SimpleUploadedFile("a.png", PNG) for name, field in fields.items() if is_paper(field.field)}
    ticked = {name for name, field in fields.items() if isinstance(field.field, forms.BooleanField | forms.FileField)}
    return {name: value for name, value in filled.items() if name not in ticked} | papers


def is_paper(field: forms.Field) -> bool:
    return isinstance(field, forms.FileField) and field.required


def plain(field: forms.Field) -> Any:
    if is_text(field):
        return "ก"
    if isinstance(field, ThaiDateField):
        return thai.numeric_date(timezone.localdate())
    if isinstance(field, forms.UUIDField):
        return str(uuid4())
    if isinstance(field, BahtField):
        return "100"
    if hasattr(field, "choices"):
        return next((str(value) for value, _label in field.choices if value), "")
    return "1"


@pytest.fixture
def site(world, things, monkeypatch) -> Site:  # noqa: F811
    monkeypatch.setitem(ACTS, NETWORK_ACT, Act(lambda request, by: None, "keep the network", nothing_more, False))
    monkeypatch.setattr(HTML, "write_pdf", lambda paper, **_how: b"%PDF-1.7")
    return Site(world, things)


def test_no_text_in_any_parameter_of_any_page_breaks_it(site):
    for page in PAGES:
        site.press(page) if page.method == "post" else site.open(page)

    assert site.broken == []
