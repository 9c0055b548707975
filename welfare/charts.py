"""The pot in the years to come, drawn on the server: no script, and it prints as it looks."""

from collections.abc import Mapping
from xml.etree import ElementTree

import pygal
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from pygal.style import Style

from welfare.queries.projecting import Outlook

LOOK = Style(
    background="transparent",
    plot_background="transparent",
    colors=("#0F5C4D", "#0B5A8A", "#B2451F"),  # good, usual, bad
    font_family="Sarabun, sans-serif",
    label_font_size=14,
    major_label_font_size=14,
    title_font_size=14,
    legend_font_size=14,
    major_guide_stroke_dasharray="1,0",
    guide_stroke_dasharray="1,0",
    foreground="#1F2A2E",
    foreground_strong="#1F2A2E",
    foreground_subtle="#E4DCCB",
    guide_stroke_color="#E4DCCB",
    opacity=".95",
    stroke_width=3,
)


def pots(outlooks: Mapping[str, Outlook], told: str) -> SafeString:
    """A line for each kind of luck, in thousands of baht; `told` says it to those who cannot see."""
    chart = pygal.Line(
        js=[], style=LOOK, disable_xml_declaration=True, explicit_size=False, width=440, height=320,
        show_dots=False, stroke_style={"width": 3}, legend_at_bottom=True, legend_at_bottom_columns=3,
        truncate_legend=-1, truncate_label=-1, x_labels_major_every=5, show_minor_x_labels=False, margin=6,
        y_title=_("thousand baht"), value_formatter=lambda value: f"{value:,.0f}", zero=0,
    )  # fmt: skip
    chart.x_labels = [str(year.year + 543) for year in next(iter(outlooks.values())).years]
    for outlook in outlooks.values():
        chart.add(outlook.name, [float(round(year.left / 1000, 1)) for year in outlook.years])
    return format_html('<div role="img" aria-label="{}">{}</div>', told, mark_safe(_still(chart)))


def _still(chart: pygal.Line) -> str:
    """The drawing without the script and the adverts that come with it."""
    tree = chart.render_tree()
    for parent in list(tree.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.endswith("script"):
                parent.remove(child)
    return ElementTree.tostring(tree, encoding="unicode")
