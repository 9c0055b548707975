"""The papers of villages."""

from django.utils import timezone
from django.utils.translation import gettext as _

from villages.models import ActivationSlip
from villages.paper.pdf import paper, qr_svg


def slip_paper(slip: ActivationSlip, code: str, address: str, letterhead: dict, *, number: str = "") -> bytes:
    """The one paper on which the code of a slip stands; `number` is the member's in the group that prints it."""
    context = {
        "letterhead": letterhead,
        "demo": letterhead["demo"],
        "title": _("Slip for one's own account"),
        "person": slip.person,
        "number": number,
        "slip": slip,
        "code": code,
        "until": timezone.localdate(slip.expires_at),
        "address": address,
        "qr": qr_svg(f"{address}?slip={slip.number}"),
        "generated_at": timezone.now(),
    }
    return paper("villages/slip_paper.html", context)
