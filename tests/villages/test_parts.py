"""What many pages repeat, written once: the tags of `villages/templatetags/parts.py`."""

import re
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string


def shown(text: str, **context) -> str:
    """A template's text as a browser reads it: white space between tags does not count."""
    page = Template("{% load parts thai %}" + text).render(Context(context))
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", page).strip()


@pytest.fixture
def one_field() -> type[forms.Form]:
    return type("OneField", (forms.Form,), {"name": forms.CharField()})


def test_a_page_has_its_title_as_heading():
    page = Template('{% extends "base.html" %}{% block title %}A & B {{ name }}{% endblock %}')

    html = page.render(Context({"name": "<C>"}))

    assert re.findall(r"<h1>(.*)</h1>", html) == ["A & B &lt;C&gt;"]
    assert re.findall(r"<title>(.*) · Kahro</title>", html) == ["A & B &lt;C&gt;"]


def test_the_cells_below_know_a_named_column():
    columns = '{% columns _("A") b_label=_("B & C") %}{% money_columns d_label=_("D") %}'

    html = shown("{% heads %}" + columns + "{% endheads %}<i>{{ b_label }}</i><i>{{ d_label }}</i>")

    assert html == (
        '<thead><tr><th scope="col">A</th><th scope="col">B & C</th><th scope="col" class="money">D</th></tr></thead>'
        "<i>B & C</i><i>D</i>"
    )


@pytest.mark.parametrize(
    ("tag", "around", "table"),
    [("table", "", ""), ("table narrow=True", " page-narrow", ""), ("stacked_table", "", " table-stack")],
)
def test_a_table_scrolls_by_itself(tag, around, table):
    html = shown(f"{{% {tag} %}}<tbody></tbody>{{% end{tag.split()[0]} %}}")

    assert html == (f'<div class="table-wrap{around}"><table class="table{table}"><tbody></tbody></table></div>')


def test_a_fact_is_escaped_and_an_optional_one_left_out_without_a_value():
    facts = '{% fact _("A") value %}{% optional_fact _("B") value %}'

    assert shown(facts, value="<b>") == "<dt>A</dt><dd>&lt;b&gt;</dd><dt>B</dt><dd>&lt;b&gt;</dd>"
    assert shown(facts, value="") == "<dt>A</dt><dd></dd>"


@pytest.mark.parametrize(
    ("tag", "opening", "head"),
    [
        ("money_row", "<tr>", "<td>A</td>"),
        ("headed_row", "<tr>", '<th scope="row">A</th>'),
        ("total_row", '<tr class="total">', '<th scope="row">A</th>'),
    ],
)
def test_a_row_says_what_it_is_and_then_its_figures(tag, opening, head):
    html = shown(f'{{% {tag} _("A") 3 amount|baht %}}', amount=Decimal("1234.5"))

    assert html == f'{opening}{head}<td class="money">3</td><td class="money">1,234.50</td></tr>'


def test_a_figure_has_its_unit_and_may_have_a_note():
    amount = Decimal(20)

    assert shown("{% figure amount %}", amount=amount) == '<p class="figure">20.00<small>บาท</small></p>'
    assert shown('{% figure amount "now" %}', amount=amount).endswith('</p><p class="figure-note mb-3">now</p>')


def test_the_figure_of_a_card_opens_where_there_is_something_to_see():
    cards = '{% figure_card 3 _("A") %}{% figure_card amount|baht _("B") "#parts" %}'

    html = shown(cards, amount=Decimal(20))

    assert html == (
        '<div class="card"><p class="figure">3</p><p class="figure-note">A</p></div>'
        '<div class="card"><p class="figure"><a href="#parts">20.00</a></p><p class="figure-note">B</p></div>'
    )


def test_a_link_that_looks_like_a_button_leads_to_the_page_of_its_name():
    buttons = '{% primary_button "A" "kahro:home" %}{% quiet_button name "villages:group" "sajja-8" %}'

    html = shown(buttons, name="<B>")

    assert html == '<a class="btn btn-primary" href="/">A</a><a class="btn btn-quiet" href="/g/sajja-8/">&lt;B&gt;</a>'


def test_a_button_among_many_says_aloud_which_it_is():
    html = shown('{% quiet_button "A" "kahro:home" about=name %}', name="<B>")

    assert html == '<a class="btn btn-quiet" href="/">A<span class="visually-hidden">&lt;B&gt;</span></a>'


@pytest.mark.parametrize(
    ("options", "opening", "look"),
    [
        ("", '<form method="post" action="/g/sajja-8/">', "quiet"),
        ("primary=True alone=True", '<form method="post" action="/g/sajja-8/" class="actions">', "primary"),
    ],
)
def test_a_form_that_is_only_a_button_is_posted_with_its_token(options, opening, look):
    button = f'{{% post_button "A" "villages:group" "sajja-8" {options} %}}'

    html = shown(button, csrf_token="token")

    assert html == (
        f'{opening}<input type="hidden" name="csrfmiddlewaretoken" value="token">'
        f'<button type="submit" class="btn btn-{look}">A</button></form>'
    )


@pytest.mark.parametrize("with_file", [False, True])
def test_a_form_sends_files_when_it_asks_for_one(one_field, with_file):
    form = one_field()
    if with_file:
        form.fields["paper"] = forms.FileField()

    html = render_to_string("parts/form.html", {"form": form, "button": "A", "wide": True})

    assert ('enctype="multipart/form-data"' in html) == with_file
    assert html.count('<button type="submit" class="btn btn-primary btn-wide">A</button>') == 1
