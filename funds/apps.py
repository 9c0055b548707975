from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "funds"
    verbose_name = _("Savings")

    def ready(self) -> None:
        """Registers the acts that wait for a second officer, what comes before closing a month, what by-laws bring."""
        from funds.models import ProductBylaw, WorkingDayBylaw
        from funds.queries import bylaws as bylaws_queries
        from funds.queries.savings_columns import Savings
        from funds.queries.sheet import SHEET_COLUMNS
        from funds.services import (  # noqa: F401
            days,
            leaving,
            obligations,
            payouts,
            registers,
            reversals,
            undoing,
            waiting,
            withdrawals,
        )
        from ledger.services.months import BEFORE_CLOSING
        from villages.models import ReturnBylaw
        from villages.services.versions import register_effects

        SHEET_COLUMNS.append(Savings(open_day=obligations.write_month, count_day=obligations.count_month))
        BEFORE_CLOSING.append(days.evening_before_closing)
        register_effects(ProductBylaw, bylaws_queries.of_product)
        register_effects(WorkingDayBylaw, bylaws_queries.of_day)
        register_effects(ReturnBylaw, bylaws_queries.of_return)
