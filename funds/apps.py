from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "funds"
    verbose_name = _("Savings")

    def ready(self) -> None:
        """Registers the acts that wait for a second officer, what comes before closing a month, what by-laws bring."""
        from funds.models import DayRule, ProductRule
        from funds.queries import bylaws as bylaws_queries
        from funds.queries.savings_columns import Savings
        from funds.queries.sheet import OWNERS
        from funds.services import days, leaving, payouts, registers, reversals, undoing, waiting, withdrawals  # noqa: F401
        from ledger.services.months import FIRST
        from villages.models import ReturnRule
        from villages.services.versions import felt

        OWNERS.append(Savings())
        FIRST.append(days.evening_first)
        felt(ProductRule)(bylaws_queries.of_product)
        felt(DayRule)(bylaws_queries.of_day)
        felt(ReturnRule)(bylaws_queries.of_return)
