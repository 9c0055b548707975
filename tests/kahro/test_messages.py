"""How strings are gathered for the Thai catalogue, and which of them still lack something."""

import pytest
from babel.messages import Catalog

from kahro.management.commands.messages import add, in_python, in_template, missing

SOURCE = """
_("Save")
pgettext("month", "May")
ngettext("%(n)d day", "%(n)d days", n)
_(variable)
label("Save")
"""


def test_strings_of_python_are_those_that_gettext_is_called_with():
    assert list(in_python(SOURCE)) == [
        ("_", ["Save"]),
        ("pgettext", ["month", "May"]),
        ("ngettext", ["%(n)d day", "%(n)d days"]),
    ]


def test_strings_of_a_template_are_found_in_tags_and_blocks():
    source = "{% load i18n %}<h1>{% translate 'Save' %}</h1>{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}"

    assert [strings for _name, strings in in_template(source)] == [["Save"], ["Hello %(name)s"]]


def catalogue(*strings: tuple, **thai: str) -> Catalog:
    made = Catalog(locale="th")
    for name, texts in strings:
        add(made, name, list(texts))
    for message in made:
        if message.id in thai:
            message.string = thai[message.id]
    return made


@pytest.mark.parametrize(
    ("thai", "faults"),
    [
        ({"Save": "บันทึก"}, []),
        ({"Save": ""}, ["has no Thai: 'Save'"]),
        ({}, ["has no Thai: 'Save'"]),
        ({"Save": "บันทึก %(n)s"}, ["has other %(holes)s in Thai: 'Save'"]),
    ],
)
def test_what_a_string_lacks_is_named(thai, faults):
    source = catalogue(("_", ["Save"]))

    assert list(missing(source, catalogue(("_", ["Save"]), **thai))) == faults


def test_a_string_that_was_guessed_is_not_sure():
    guessed = catalogue(("_", ["Save"]), Save="บันทึก")
    guessed.get("Save").flags.add("fuzzy")

    assert list(missing(catalogue(("_", ["Save"])), guessed)) == ["is marked fuzzy: 'Save'"]


def test_a_plural_needs_both_its_texts_and_a_context_tells_apart():
    source = catalogue(("ngettext", ["%(n)d day", "%(n)d days"]), ("pgettext", ["month", "May"]))

    assert list(missing(source, Catalog(locale="th"))) == ["has no Thai: '%(n)d day'", "has no Thai: 'May'"]
    assert source.get("May", "month")
    assert source.get("May") is None
