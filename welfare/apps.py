from django.apps import AppConfig


class WelfareConfig(AppConfig):
    name = "welfare"

    def ready(self) -> None:
        """One baht a day has its columns at the working day's table."""
        from funds.queries import OWNERS
        from welfare.queries import Days

        OWNERS.append(Days())
