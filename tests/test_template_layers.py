"""A lower app knows no higher one, in its templates and in the names of pages that its modules write.

import-linter sees imports. It does not see `{% url 'welfare:fund' %}` in a template of `villages`, or
`reverse("funds:me")` in a module of it; these tests do. What a lower app must link to stands in `villages/pages.py` and
`villages/tiles.py`, which the higher app fills.
"""

import ast
import re
from pathlib import Path

import pytest
from django.template import Engine

from villages.pages import PAGES

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
LAYERS = ["ledger", "villages", "funds", "welfare", "kahro"]
# Whose templates a folder of another name holds: villages shows log-in and has the tags of parts; fields know no app.
FOLDERS = {"account": "villages", "parts": "villages", "django": "ledger"}
APP = "|".join(LAYERS)
TAG = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)


def owner(path: Path) -> str:
    """The app that a template belongs to.

    At the top of the folder a fragment (`_pages.html`) is everybody's and may know no app; the frames that every page
    extends and the pages of errors are the site's, which is `kahro`.
    """
    folder = path.relative_to(TEMPLATES).parts[0]
    if folder == path.name:
        return "ledger" if folder.startswith("_") else "kahro"
    return FOLDERS.get(folder, folder)


def apps_of_template(text: str) -> set[str]:
    """The apps whose pages, templates or tags a template names."""
    tags = TAG.findall(text)
    named = {app for tag in tags for app in re.findall(rf"""['"]({APP})[:/]""", tag)}
    libraries = Engine.get_default().libraries
    loaded = {
        name for tag in tags if (tag_names := re.search(r"\{%\s*load\s(.+?)%\}", tag)) for name in tag_names[1].split()
    }
    return named | {libraries[name].split(".")[0] for name in loaded & set(libraries)} & set(LAYERS)


def apps_of_module(text: str) -> set[str]:
    """The apps whose pages or templates a module names in a string of its own."""
    strings = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    names = [re.match(rf"({APP})(?::[a-z_]+|/[\w/]+\.html)$", text) for text in strings if isinstance(text, str)]
    return {name[1] for name in names if name}


def above(app: str, named: set[str]) -> list[str]:
    return sorted(named & set(LAYERS[LAYERS.index(app) + 1 :]))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{% url 'welfare:fund' group.slug %}", {"welfare"}),
        ('<a href="{% url "kahro:home" %}">', {"kahro"}),
        ('{% include "funds/_state.html" with day=row.day %}', {"funds"}),
        ("{% load i18n thai access %}", {"ledger", "villages"}),
        ("{% page_url 'entry' group.slug %} {% extends \"base.html\" %} see kahro: below", set()),
    ],
)
def test_what_a_template_names_is_seen(text, named):
    assert apps_of_template(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('reverse("funds:me")', {"funds"}),
        ('render(request, "welfare/fund.html")', {"welfare"}),
        ('seal("kahro:1", page_url("entry"))', set()),
    ],
)
def test_what_a_module_names_is_seen(text, named):
    assert apps_of_module(text) == named


def test_no_template_names_a_page_a_template_or_a_tag_of_a_higher_app():
    upward = {
        str(path.relative_to(ROOT)): higher
        for path in TEMPLATES.rglob("*.html")
        if (higher := above(owner(path), apps_of_template(path.read_text())))
    }

    assert upward == {}


def test_no_module_names_a_page_or_a_template_of_a_higher_app():
    upward = {
        str(path.relative_to(ROOT)): higher
        for app in LAYERS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts and (higher := above(app, apps_of_module(path.read_text())))
    }

    assert upward == {}


def test_every_page_that_is_asked_for_by_its_name_is_shown_and_every_shown_one_is_asked_for():
    texts = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    texts += [path.read_text() for app in LAYERS for path in (ROOT / app).rglob("*.py")]

    named = {name for text in texts for name in re.findall(r"""page_url[ (]["'](\w+)["']""", text)}

    assert named == set(PAGES)
