"""Where the auditor's desk and practice are opened from a group's page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from villages import access
from villages.tiles import GroupPage, Tile


def of_group(page: GroupPage) -> Iterable[Tile]:
    """The group's books; practice is begun, gone on with or thrown away."""
    slug = [page.group.slug]
    if "see books" in page.acts:
        yield Tile(70, _("Books and statements"), reverse("kahro:books", args=slug))
    if page.group.is_practice:
        yield Tile(130, _("End and throw away"), reverse("kahro:end_practice", args=slug), posts=True)
    elif practice := access.practice_of(page.user):
        yield Tile(130, _("Go on practising"), practice.get_absolute_url())
    elif "practise" in page.acts:
        yield Tile(130, _("Practise"), reverse("kahro:practise", args=slug), posts=True)
