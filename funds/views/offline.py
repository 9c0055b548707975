"""What makes the sheet work on a laptop without a signal: an app that can be installed, and its service worker."""

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.access import public
from villages.pages import page_url


@public
def manifest(request: HttpRequest) -> JsonResponse:
    """How the site looks when it is put on the home screen."""
    icon = {"src": static("img/kahro.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    site = {
        "name": _("Kahro, the working day"),
        "short_name": "Kahro",
        "lang": "th",
        "start_url": page_url("start"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f2",
        "theme_color": "#0f5c4d",
        "icons": [icon],
    }
    return JsonResponse(site, content_type="application/manifest+json")


@public
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It is served from the root, because a worker controls only addresses below its own."""
    path = finders.find("js/worker.js")
    if path:
        with open(path, encoding="utf-8") as file:
            source = file.read()
    else:
        with staticfiles_storage.open("js/worker.js") as file:
            source = file.read().decode()
    return HttpResponse(source, "text/javascript")
