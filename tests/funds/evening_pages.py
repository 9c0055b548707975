"""What the page and the paper of an evening say."""

from django.urls import reverse

from funds.papers import days as days_papers
from tests.pdfs import printed


def page(client, evening, name="day", *args) -> str:
    group = evening.world.group
    return client.get(reverse(f"funds:{name}", args=[group.slug, evening.day.pk, *args])).content.decode()


def summary(client, world, evening) -> str:
    client.force_login(world.treasurer)
    request = client.get(reverse("funds:day", args=[world.group.slug, evening.day.pk])).wsgi_request
    evening.day.refresh_from_db()
    return printed(days_papers.PAPERS["summary"](evening.day, world.group, request))
