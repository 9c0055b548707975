"""What a leaver signs: what they have, what they owe, what they receive (R3.22)."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.queries import leaving as leaving_queries
from ledger import thai
from villages.models import Member
from villages.paper.letters import letter
from villages.queries.officers import signatories


def settlement(member: Member, request: HttpRequest) -> bytes:
    """The settlement of today as A4 PDF, with the member's and the committee's signature lines."""
    today = timezone.localdate()
    context = {
        "period": _("As of %(day)s") % {"day": thai.long_date(today)},
        "member": member,
        "settlement": leaving_queries.settlement(member, today),
        "signatures": [(_("Member"), str(member.person)), *signatories(member.group)[:2]],
    }
    title = _("Letter of resignation and settlement")
    return letter("funds/leave_paper.html", member.group, title, context, request=request)
