"""The pot in the years to come, drawn on the server: no script, and it prints as it looks."""

from collections.abc import Mapping

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
    label_font_size=15,
    major_label_font_size=15,
    legend_font_size=16,
    foreground="#1F2A2E",
    foreground_strong="#1F2A2E",
    foreground_subtle="#E4DCCB",
    guide_stroke_color="#E4DCCB",
    opacity=".95",
)


def pots(outlooks: Mapping[str, Outlook], told: str) -> SafeString:
    """A line for each kind of luck, in thousands of baht; `told` says it to those who cannot see."""
    chart = pygal.Line(
        js=[], style=LOOK, disable_xml_declaration=True, no_prefix=True, explicit_size=False, width=720, height=380,
        show_dots=False, stroke_style={"width": 3}, legend_at_bottom=True, legend_at_bottom_columns=3,
        truncate_legend=-1, truncate_label=-1, x_labels_major_every=5, show_minor_x_labels=False, margin=6,
        y_title=_("thousand baht"), value_formatter=lambda value: f"{value:,.0f}", zero=0,
    )  # fmt: skip
    chart.x_labels = [str(year.year + 543) for year in next(iter(outlooks.values())).years]
    for outlook in outlooks.values():
        chart.add(outlook.name, [float(round(year.pot / 1000, 1)) for year in outlook.years])
    drawn = chart.render(is_unicode=True)
    return format_html('<div role="img" aria-label="{}">{}</div>', told, mark_safe(drawn))
