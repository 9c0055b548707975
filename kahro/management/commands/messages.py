"""The Thai of every string, without a system's gettext: Django finds the strings, Babel keeps the catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

FOLDERS = ["kahro", "welfare", "funds", "villages", "ledger", "templates"]
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
CALL = re.compile(r"\b(_|gettext|ngettext|pgettext|npgettext)\((?=u?['\"])")
STRING = re.compile(r"u?('(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")\s*,?\s*", re.DOTALL)
HOLE = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{\w*\}")


class Command(BaseCommand):
    help = "Gathers every string into kahro/locale and compiles it; --check only tells what has no Thai yet."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a string has no Thai")
        parser.add_argument("--compile", action="store_true", help="only compile what is there")

    def handle(self, *args, check: bool, compile: bool, **options) -> None:
        file = Path(settings.LOCALE_PATHS[0]) / "th/LC_MESSAGES/django.po"
        catalog = read(file)
        if check:
            if faults := list(missing(gather(), catalog)):
                raise CommandError("\n".join(faults))
            return
        if not compile:
            catalog.update(gather(), no_fuzzy_matching=True)
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as po:
                write_po(po, catalog, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
        if file.exists():
            with file.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, catalog)


def read(file: Path) -> Catalog:
    """The catalogue in `file`; an empty one where there is none yet."""
    if not file.exists():
        return Catalog(locale="th", project="Kahro", charset="utf-8")
    with file.open("rb") as po:
        return read_po(po, locale="th")


def gather() -> Catalog:
    """Every string of the project that asks to be translated."""
    source = Catalog()
    for folder in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            if path.suffix == ".py" and "migrations" not in path.parts:
                calls = in_python(path.read_text())
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                calls = in_template(path.read_text())
            else:
                continue
            for name, strings in calls:
                add(source, name, strings)
    return source


def in_python(source: str) -> Iterator[tuple[str, list[str]]]:
    """Calls of gettext and its variants, with their literal strings."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            strings = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if name in PLAIN | CONTEXT and strings:
                yield name, strings


def in_template(source: str) -> Iterator[tuple[str, list[str]]]:
    """The same in what Django makes of a template for xgettext: calls among other text."""
    code = templatize(source)
    for call in CALL.finditer(code):
        strings, at = [], call.end()
        while string := STRING.match(code, at):
            strings.append(ast.literal_eval(string[1]))
            at = string.end()
        yield call[1], strings


def add(catalog: Catalog, name: str, strings: list[str]) -> None:
    """Put a call's strings into the catalogue: context first if it has one, then singular and plural."""
    context = strings.pop(0) if name in CONTEXT else None
    plural = name.lstrip("p").startswith("n") and len(strings) > 1
    catalog.add(tuple(strings[:2]) if plural else strings[0], context=context)


def missing(source: Catalog, catalog: Catalog) -> Iterator[str]:
    """A line per string without a Thai that is complete, sure, and has the same placeholders."""
    for message in source:
        if not message.id:
            continue
        ids = [str(each) for each in _plural(message.id)]
        thai = catalog.get(ids[0], message.context)
        texts = [str(text) for text in _plural(thai.string)] if thai and thai.string else []
        if thai is None or not texts or not all(texts):
            yield f"has no Thai: {ids[0]!r}"
        elif thai.fuzzy:
            yield f"is marked fuzzy: {ids[0]!r}"
        elif any(not set(HOLE.findall(text)) <= set(HOLE.findall("".join(ids))) for text in texts):
            yield f"has other %(holes)s in Thai: {ids[0]!r}"


def _plural(text: Any) -> tuple:
    """One text, or singular and plural."""
    return text if isinstance(text, tuple) else (text,)
