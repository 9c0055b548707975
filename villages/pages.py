"""Pages that templates and modules of a lower app link to, and a higher app shows.

Who links does not know who shows: it asks for the page by its name in `PAGES`. The app that shows a page writes the
name of its URL there, in its `apps.py`.
"""

from django.urls import reverse

# What the page is called here → the name of its URL. What stands in its address:
#   start, subdistrict, my_page   nothing
#   village                       the number of the village
#   books, return_bylaw           the group's slug
#   report                        the slugs of group and book, the name of the report
#   entry                         the slugs of group and book, the number of the entry
PAGES: dict[str, str] = {}


def page_url(page: str, *args: str | int) -> str:
    """The address of a page of `PAGES`. Raises KeyError when no app shows a page of this name."""
    return reverse(PAGES[page], args=args)
