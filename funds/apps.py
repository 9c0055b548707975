from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "funds"
    verbose_name = _("Savings")

    def ready(self) -> None:
        """Registers the acts that wait for a second officer, and what comes before closing a month."""
        from funds import services
        from funds.services import cash, deaths, leaving, payouts, staying  # noqa: F401
        from ledger.services.months import FIRST

        FIRST.append(services.evening_first)
