"""What a practice group keeps of welfare is thrown away with it."""

from functools import partial

from django.db import transaction

from ledger import services as ledger
from villages.models import Group
from villages.services import bylaws
from villages.services.practice import refuse_real
from welfare.models import (
    BenefitTable,
    Claim,
    Enrolment,
    Evidence,
    EvidenceView,
    MatchingGrant,
    MatchingGrantReceipt,
    MemberListHandout,
    Round,
    Scheme,
    SchemeBylaw,
    Vote,
    Year,
)


@transaction.atomic
def throw_away(group: Group) -> None:
    """Delete what a practice group keeps of welfare, papers too. A real group is refused."""
    refuse_real(group)
    schemes = Scheme.objects.filter(group_book__group=group)
    for paper in Evidence.objects.filter(claim__enrolment__scheme__in=schemes):
        transaction.on_commit(partial(paper.file.storage.delete, str(paper.file.name)))
    with ledger.throwing_away():
        EvidenceView.objects.filter(evidence__claim__enrolment__scheme__in=schemes).delete()
        Evidence.objects.filter(claim__enrolment__scheme__in=schemes).delete()
        Vote.objects.filter(claim__enrolment__scheme__in=schemes).delete()
        Claim.objects.filter(enrolment__scheme__in=schemes).delete()
        MatchingGrantReceipt.objects.filter(matching_grant__scheme__in=schemes).delete()
        for those in (Year, MatchingGrant, MemberListHandout, Round, Enrolment):
            those.objects.filter(scheme__in=schemes).delete()
    for kind in (BenefitTable, SchemeBylaw):
        bylaws.throw_away(kind, group)
    schemes.delete()
