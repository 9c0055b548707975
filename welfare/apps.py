from django.apps import AppConfig


class WelfareConfig(AppConfig):
    name = "welfare"

    def ready(self) -> None:
        """One baht a day has its columns at the working day's table; who never received leaves with what they gave."""
        from funds.queries import OWNERS
        from funds.queries.leaving import CREDITS
        from welfare.queries import Days
        from welfare.queries.refunds import given_back

        OWNERS.append(Days())
        CREDITS.append(given_back)
