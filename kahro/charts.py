"""Trends as SVG drawn on the server: they need no script and print as they look."""

from collections.abc import Sequence
from decimal import Decimal

import pygal
from django.utils.safestring import SafeString, mark_safe
from pygal.style import Style

COLOURS = ("#0F5C4D", "#B07A12", "#0B5A8A", "#7A3E6D", "#8C979C")
STYLE = Style(
    font_family="Sarabun",
    background="transparent",
    plot_background="transparent",
    foreground="#1F2A2E",
    foreground_strong="#1F2A2E",
    foreground_subtle="#55636A",
    colors=COLOURS,
    label_font_size=16,
    major_label_font_size=16,
    value_font_size=16,
    title_font_size=20,
)


def trend(title: str, labels: Sequence[str], values: Sequence[Decimal | int]) -> SafeString:
    """One line over the months, its last value written beside it; the title is its text for those who cannot see it."""
    chart = pygal.Line(
        style=STYLE,
        js=(),
        width=640,
        height=280,
        show_legend=False,
        include_x_axis=False,
        disable_xml_declaration=True,
        no_prefix=True,
        truncate_label=-1,
        x_label_rotation=0,
        show_minor_x_labels=False,
        x_labels_major_count=4,
        dots_size=3,
        stroke_style={"width": 3},
        formatter=lambda value: f"{value:,.0f}",
        print_values=False,
    )
    chart.title = title
    chart.x_labels = list(labels)
    # A chart's points are places on paper, not money: the figures stand in the table beside it.
    last = len(values) - 1
    chart.add(title, [{"value": int(value), "label": ""} for i, value in enumerate(values) if i <= last])
    svg = chart.render(is_unicode=True)
    return mark_safe(svg.replace("<svg ", f'<svg role="img" aria-label="{title}" ', 1))
