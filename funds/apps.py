from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "funds"
    verbose_name = _("Savings")

    def ready(self) -> None:
        from funds import services  # noqa: F401 - registers the acts that wait for a second officer
