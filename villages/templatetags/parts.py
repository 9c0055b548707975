"""What many pages repeat, each written once: heads of tables, rows, facts, figures, links that look like buttons."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
TABLE = '<div class="table-wrap{}"><table class="table{}">{}</table></div>'
COLUMN = '<th scope="col">{}</th>'
MONEY_COLUMN = '<th scope="col" class="money">{}</th>'
BUTTON = '<a class="btn btn-{}" href="{}">{}{}</a>'
UNSEEN = '<span class="visually-hidden"> {}</span>'


@register.simple_tag(takes_context=True)
def page_title(context: Context) -> str:
    """What the block `title` of the page says, once more: most pages have it as their heading."""
    return context.render_context[BLOCK_CONTEXT_KEY].get_block("title").render(context)


@register.simple_block_tag
def table(content: str, narrow: bool = False) -> SafeString:
    """A table, which scrolls by itself on a narrow screen; `narrow` where its few columns would lie far apart."""
    return format_html(TABLE, " page-narrow" if narrow else "", "", content)


@register.simple_block_tag
def stacked_table(content: str, narrow: bool = False) -> SafeString:
    """A table whose rows become cards on a telephone: each cell but the first says its label in `data-label`."""
    return format_html(TABLE, " page-narrow" if narrow else "", " table-stack", content)


@register.simple_block_tag
def heads(content: str) -> SafeString:
    """The head of a table of one row; inside stand `columns` and `money_columns`."""
    return format_html("<thead><tr>{}</tr></thead>", content)


@register.simple_tag(takes_context=True)
def columns(context: Context, *titles: str, **labels: str) -> SafeString:
    """Heads of columns. The cells below know a named one (`state_label=_("State")`) by its name."""
    return _heads(context, COLUMN, titles, labels)


@register.simple_tag(takes_context=True)
def money_columns(context: Context, *titles: str, **labels: str) -> SafeString:
    """Heads of columns of figures, which stand on the right; otherwise like `columns`."""
    return _heads(context, MONEY_COLUMN, titles, labels)


@register.inclusion_tag("parts/fact.html")
def fact(label: str, value: Any) -> dict[str, Any]:
    """A line of a list of facts: what it is, and its value."""
    return {"label": label, "value": value}


@register.inclusion_tag("parts/fact.html")
def optional_fact(label: str, value: Any) -> dict[str, Any]:
    """A fact that is left out where it has no value."""
    return {"label": label, "value": value, "left_out": not value}


@register.inclusion_tag("parts/row.html")
def money_row(title: Any, *figures: Any) -> dict[str, Any]:
    """A row of a table: what it is, then its figures."""
    return {"title": title, "figures": figures}


@register.inclusion_tag("parts/row.html")
def headed_row(title: Any, *figures: Any) -> dict[str, Any]:
    """A row whose first cell is its head, such as a village."""
    return {"title": title, "figures": figures, "headed": True}


@register.inclusion_tag("parts/row.html")
def total_row(title: Any, *figures: Any) -> dict[str, Any]:
    """The row below the others, with what they add up to."""
    return {"title": title, "figures": figures, "headed": True, "total": True}


@register.inclusion_tag("parts/figure.html")
def figure(amount: Any, note: str = "") -> dict[str, Any]:
    """The figure that matters on a page, in baht, and under it what it is."""
    return {"amount": amount, "note": note}


@register.inclusion_tag("parts/figure_card.html")
def figure_card(figure: Any, note: str, url: str = "") -> dict[str, Any]:
    """A card with one figure and what it is; with `url` the figure opens."""
    return {"figure": figure, "note": note, "url": url}


@register.simple_tag
def quiet_button(label: str, page: str, *names: Any, about: Any = None) -> SafeString:
    """A link to the page of that name, drawn as a button beside others. `about` is only read aloud: which of many."""
    return _button("quiet", label, page, names, about)


@register.simple_tag
def primary_button(label: str, page: str, *names: Any, about: Any = None) -> SafeString:
    """A link to the page of that name, drawn as the one solid button of a page; otherwise like `quiet_button`."""
    return _button("primary", label, page, names, about)


@register.inclusion_tag("parts/post_button.html")
def post_button(label: str, page: str, *names: Any, primary: bool = False, alone: bool = False) -> dict[str, Any]:
    """A form that is only a button and posts to the page of that name; `alone` where no other button is beside it."""
    return {"label": label, "url": reverse(page, args=names), "primary": primary, "alone": alone}


def _button(look: str, label: str, page: str, names: tuple[Any, ...], about: Any) -> SafeString:
    unseen = format_html(UNSEEN, about) if about is not None else ""
    return format_html(BUTTON, look, reverse(page, args=names), label, unseen)


def _heads(context: Context, head: str, titles: tuple[str, ...], labels: dict[str, str]) -> SafeString:
    for name, label in labels.items():
        context[name] = label
    return format_html_join("\n", head, ((title,) for title in (*titles, *labels.values())))
