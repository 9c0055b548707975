from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "funds"
    verbose_name = _("Savings")

    def ready(self) -> None:
        """What other apps ask for: columns of the sheet, acts that wait for a second officer, what comes before
        closing a month, what by-laws bring, pages and tiles.
        """
        from funds import tiles
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
        from villages.pages import PAGES
        from villages.services.versions import register_effects
        from villages.tiles import GROUP_TILES, MEMBER_CHANGES, MEMBER_TILES, MEMBERS_TILES

        SHEET_COLUMNS.append(Savings(open_day=obligations.write_month, count_day=obligations.count_month))
        BEFORE_CLOSING.append(days.evening_before_closing)
        register_effects(ProductBylaw, bylaws_queries.of_product)
        register_effects(WorkingDayBylaw, bylaws_queries.of_day)
        register_effects(ReturnBylaw, bylaws_queries.of_return)
        PAGES.update(my_page="funds:me", return_bylaw="funds:return_bylaw")
        GROUP_TILES.append(tiles.of_group)
        MEMBERS_TILES.append(tiles.of_members)
        MEMBER_TILES.append(tiles.of_member)
        MEMBER_CHANGES.append(tiles.changes_of_member)
