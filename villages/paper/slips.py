"""The papers of villages."""

from django.utils import timezone
from django.utils.translation import gettext as _

from villages.models import ActivationSlip, Group
from villages.paper.letters import letter
from villages.paper.pdf import qr_svg


def slip_paper(slip: ActivationSlip, code: str, address: str, group: Group | None, *, number: str = "") -> bytes:
    """The one paper on which the code of a slip stands; `number` is the member's in the group that prints it."""
    context = {
        "person": slip.person,
        "number": number,
        "slip": slip,
        "code": code,
        "until": timezone.localdate(slip.expires_at),
        "address": address,
        "qr": qr_svg(f"{address}?slip={slip.number}"),
    }
    return letter("villages/slip_paper.html", group, _("Slip for one's own account"), context)
