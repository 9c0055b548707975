from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "funds"
    verbose_name = _("Savings")

    def ready(self) -> None:
        """Registers the acts that wait for a second officer, what comes before closing a month, what by-laws bring."""
        from funds import services
        from funds.models import DayRule, ProductRule
        from funds.queries import bylaws
        from funds.services import cash, deaths, leaving, payouts, staying, waiting  # noqa: F401
        from ledger.services.months import FIRST
        from villages.models import ReturnRule
        from villages.services.versions import felt

        FIRST.append(services.evening_first)
        felt(ProductRule)(bylaws.of_product)
        felt(DayRule)(bylaws.of_day)
        felt(ReturnRule)(bylaws.of_return)
