from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = _("Villages and groups")

    def ready(self) -> None:
        from villages.services import appointing, houses, identity  # noqa: F401 - registers what waits for a second officer
