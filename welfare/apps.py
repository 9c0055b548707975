from django.apps import AppConfig


class WelfareConfig(AppConfig):
    name = "welfare"

    def ready(self) -> None:
        """What other apps ask for: columns at the table, what leavers get back, what comes before closing a month."""
        from funds.queries import OWNERS
        from funds.queries.leaving import CREDITS
        from ledger.services.months import FIRST
        from villages.services.versions import felt
        from welfare.models import BenefitTable, SchemeRule
        from welfare.queries import Days, bylaws
        from welfare.queries.refunds import given_back
        from welfare.services.days import days_first
        from welfare.services.years import year_first

        OWNERS.append(Days())
        CREDITS.append(given_back)
        FIRST.extend([days_first, year_first])
        felt(SchemeRule)(bylaws.of_scheme)
        felt(BenefitTable)(bylaws.of_table)
