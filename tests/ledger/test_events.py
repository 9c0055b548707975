"""Events and headings stand in one place each: the books know J01–J62, the chart names every heading that code uses."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import override

from ledger import chart
from ledger.events import EVENTS
from ledger.models import Entry
from tests.ledger.prompt import both_sides, refused, write
from tests.ledger.test_pairs import lend, two  # noqa: F401 - a fixture

MARCH = date(2025, 3, 5)
APPS = ("ledger", "villages", "funds", "welfare", "kahro")
THAI = re.compile(r"[\u0e00-\u0e7f]")


def test_the_books_know_sixty_two_events():
    assert list(EVENTS) == [f"J{number:02d}" for number in range(1, 63)]


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_event_says_a_sentence_of_its_own(language):
    with override(language):
        said = [str(sentence) for sentence in EVENTS.values()]

    assert len(set(said)) == 62
    assert all(bool(THAI.search(sentence)) == (language == "th") for sentence in said)
    assert not [sentence for sentence in said if re.search(r"J\d\d", sentence)]


@pytest.mark.parametrize("event", ["J00", "J63", "J99", "j02", "", "deposit"])
def test_an_event_that_the_books_do_not_know_is_refused(till, event):
    with pytest.raises(ValidationError, match="ไม่รู้จักเหตุการณ์นี้"):
        till.deposit(100, event=event)

    assert not Entry.objects.exists()


def test_a_pair_of_an_unknown_event_is_refused(two):  # noqa: F811
    with pytest.raises(ValidationError, match="ไม่รู้จักเหตุการณ์นี้"):
        lend(two, event="J63")

    assert not Entry.objects.exists()


@pytest.mark.parametrize("event", ["J00", "J63", "", "X"])
def test_the_database_refuses_it_too(till, event):
    with refused("entry_event_is_known"):
        write(till, *both_sides(till), event=event)


# -- The source --------------------------------------------------------------------------------------------------------


def sources(ending: str, *folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((settings.BASE_DIR / folder).rglob(f"*{ending}")):
            if "migrations" not in path.parts:
                yield path


def texts(path: Path) -> Iterator[str]:
    """The strings of a module that are not only there to be read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    read = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in read:
            yield node.value


def test_no_service_names_an_event_that_is_not_in_the_table():
    used = {
        code
        for path in sources(".py", *APPS)
        for text in texts(path)
        for code in re.findall(r"(?<!\w)J\d+(?!\w)", text)
    }

    assert {"J02", "J21", "J54", "J62"} <= used
    assert used <= set(EVENTS)


def test_every_heading_that_code_names_has_its_name_in_the_chart():
    codes = {row["code"] for row in chart.rows()}
    python = ((path, text) for path in sources(".py", *APPS) if path.name != "chart.py" for text in texts(path))
    pages = ((path, path.read_text(encoding="utf-8")) for path in sources(".html", "templates"))

    bare = [
        f"{path.relative_to(settings.BASE_DIR)}: {code}"
        for path, text in (*python, *pages)
        for code in re.findall(r"(?<!\d)\d{5}(?!\d)", text)
        if code in codes
    ]

    assert bare == []


def test_the_chart_names_headings_that_exist():
    codes = {row["code"] for row in chart.rows()}
    constants = [value for name, value in vars(chart).items() if name.isupper() and name not in ("CHART", "HELD_APART")]
    used = {code for value in constants for code in ([value] if isinstance(value, str) else value)}

    assert used <= codes
