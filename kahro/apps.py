from django.apps import AppConfig


class KahroConfig(AppConfig):
    name = "kahro"

    def ready(self) -> None:
        """Says where the pages are to which lower apps link, and adds its tiles to theirs."""
        from kahro import tiles
        from villages.pages import PAGES
        from villages.tiles import GROUP_TILES

        PAGES.update(
            start="kahro:home",
            subdistrict="kahro:dashboard",
            village="kahro:village",
            books="kahro:books",
            report="kahro:report",
            entry="kahro:entry",
        )
        GROUP_TILES.append(tiles.of_group)
