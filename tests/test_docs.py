"""The pages for newcomers are true: every rule that is named is explained, every file that is named exists."""

import re
from collections import Counter
from contextlib import suppress
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings

from kahro.management.commands.messages import read
from ledger import chart
from ledger.events import EVENTS

HOUSE = Path(settings.BASE_DIR)
CITED = re.compile(r"\b(R\d+\.\d+|J\d\d)\b(?:[–-](R\d+\.\d+|\d+\.\d+|J\d\d)\b)?")
EXPLAINED = re.compile(r"\*\*(R\d+\.\d+|J\d\d)\*\*")
# Files that a recipe makes; they were thrown away after it had been tried.
MADE_BY_RECIPES = {
    "templates/funds/rename.html",
    "templates/funds/owing_paper.html",
    "templates/funds/my_pledges.html",
    "funds/papers/dues.py",
}
NO_EVENTS = {"J00", "J63", "J99"}  # tests try that they are refused


def test_every_rule_that_is_named_is_explained():
    explained = set(EXPLAINED.findall(_rules()))

    named = {path: _named(path.read_text()) - NO_EVENTS for path in _sources()}

    assert len(set(chain.from_iterable(named.values()))) > 150
    assert {str(path): sorted(numbers - explained) for path, numbers in named.items() if numbers - explained} == {}


def test_a_rule_is_explained_once_and_can_be_linked_to():
    numbers = EXPLAINED.findall(_rules())

    anchors = re.findall(r'<a id="([rj0-9-]+)"></a>\*\*', _rules())

    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    assert anchors == [number.lower().replace(".", "-") for number in numbers]


def test_every_event_of_the_books_is_explained():
    events = [number for number in EXPLAINED.findall(_rules()) if number.startswith("J")]

    assert events == list(EVENTS)


def test_a_range_names_all_between():
    assert _named("as R3.9–R3.11, J02–J04 say, and R1.7 (R3.30–3.31)") == {
        *("R3.9", "R3.10", "R3.11", "R3.30", "R3.31", "R1.7"),
        *("J02", "J03", "J04"),
    }


# -- Words and files ---------------------------------------------------------------------------------------------------


def test_every_word_of_the_glossary_lives_where_it_says():
    places = re.findall(r"^\|[^|]+\|[^|]+\| `([\w.]+)` \|", _page("docs/glossary.md"), re.MULTILINE)

    assert len(places) > 70
    assert [place for place in places if not _exists(place)] == []


def test_every_thai_word_of_the_glossary_is_what_people_read():
    words = re.findall(r"^\|[^|]+\| ([ก-๛ ]+) \|", _page("docs/glossary.md"), re.MULTILINE)
    catalogue = read(settings.LOCALE_PATHS[0] / "th/LC_MESSAGES/django.po")
    texts = [str(message.string) for message in catalogue] + [heading["name_th"] for heading in chart.rows()]

    assert len(words) > 70
    assert [word for word in words if not any(word in text for text in texts)] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/rules.md"])
def test_every_file_that_a_page_names_exists(page):
    text = _page(page)
    files = set(re.findall(r"[\w-]+/[\w./-]+\.(?:py|html|js|po|csv|md|png)\b", text)) - MADE_BY_RECIPES
    files |= set(re.findall(r"`((?:ledger|villages|funds|welfare|kahro|tests|templates|static|docs)/[\w/]*)`", text))

    assert sorted(name for name in files if not (HOUSE / name).exists()) == []


@pytest.mark.parametrize("app", ["ledger", "villages", "funds", "welfare", "kahro"])
def test_a_door_plate_is_short_and_names_what_is_there(app):
    plate = _page(f"{app}/README.md")

    names = re.findall(r"`([\w/]+\.(?:py|csv)|\w+/)`", plate)

    assert len(plate.splitlines()) <= 20
    assert [name for name in names if not any((HOUSE / app).rglob(name.rstrip("/")))] == []


def test_the_eight_jumps_of_a_deposit_are_the_same_on_both_pages():
    readme = re.search(r"in eight jumps:(.*?)\n\n", _page("README.md"), re.DOTALL)
    jumps = re.findall(r"`([\w/.]+)`", readme[1]) if readme else []
    life = re.findall(r"^    \d  (\S+)", _page("docs/architecture.md"), re.MULTILINE)

    assert len(life) == 8
    assert all(file.startswith(jump) for file, jump in zip(life, jumps, strict=True)), jumps


def _page(name: str) -> str:
    return (HOUSE / name).read_text()


def _exists(place: str) -> bool:
    """A module, or what a module holds: `funds.models.Passbook`."""
    module, _, name = place.rpartition(".")
    with suppress(ModuleNotFoundError):
        return import_module(place) is not None
    with suppress(ModuleNotFoundError):
        return hasattr(import_module(module), name)
    return False


def _rules() -> str:
    return _page("docs/rules.md")


def _sources() -> list[Path]:
    """Every file of ours that may name a rule."""
    apps = [settings.BASE_DIR / app for app in ("ledger", "villages", "funds", "welfare", "kahro", "tests")]
    paths = chain.from_iterable(app.rglob("*.py") for app in apps)
    pages = chain((HOUSE / "templates").rglob("*.*"), (HOUSE / "static").rglob("*.js"), HOUSE.glob("*/README.md"))
    return [path for path in chain(paths, pages) if path.name != Path(__file__).name]


def _named(text: str) -> set[str]:
    """The numbers that a text names; `R3.16–R3.19` names four."""
    numbers = set()
    for first, last in CITED.findall(text):
        stem, start = re.split(r"(?<=[.J])", first)
        end = int(re.split(r"[.J]", last)[-1]) if last else int(start)
        numbers |= {f"{stem}{number:0{len(start) if stem == 'J' else 1}d}" for number in range(int(start), end + 1)}
    return numbers
