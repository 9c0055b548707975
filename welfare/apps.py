from django.apps import AppConfig


class WelfareConfig(AppConfig):
    name = "welfare"

    def ready(self) -> None:
        """Registers what other apps ask for: columns of the sheet, what leavers get back, what comes before closing a
        month, tiles.
        """
        from funds.queries.leaving import CREDITS
        from funds.queries.sheet import SHEET_COLUMNS
        from ledger.services.months import BEFORE_CLOSING
        from villages.services.versions import register_effects
        from villages.tiles import GROUP_TILES, MEMBER_TILES, MY_TILES
        from welfare import tiles
        from welfare.models import BenefitTable, SchemeBylaw
        from welfare.queries import bylaws as bylaws_queries
        from welfare.queries.days import Days
        from welfare.queries.refunds import given_back
        from welfare.services import matching_grants, payments, years  # noqa: F401 - registers what waits for a second officer
        from welfare.services.days import days_before_closing
        from welfare.services.years import year_before_closing

        SHEET_COLUMNS.append(Days())
        CREDITS.append(given_back)
        BEFORE_CLOSING.extend([days_before_closing, year_before_closing])
        register_effects(SchemeBylaw, bylaws_queries.of_scheme)
        register_effects(BenefitTable, bylaws_queries.of_table)
        GROUP_TILES.append(tiles.of_group)
        MEMBER_TILES.append(tiles.of_member)
        MY_TILES.append(tiles.of_mine)
