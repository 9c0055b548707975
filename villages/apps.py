from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = _("Villages and groups")

    def ready(self) -> None:
        """Registers the acts that wait for a second officer, and the tiles of its own pages."""
        from villages import tiles
        from villages.services import appointing, houses, identity  # noqa: F401

        tiles.GROUP_TILES.append(tiles.of_group)
        tiles.MEMBERS_TILES.append(tiles.of_members)
        tiles.MEMBER_CHANGES.append(tiles.changes_of_member)
