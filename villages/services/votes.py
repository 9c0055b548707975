"""Whose yes a request wants, who may say it, and why somebody may not (promise 5, R0.10)."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledger.users import shown_name
from villages import access
from villages.models import PendingRequest, RequestVote
from villages.services.acts import ACTS

NETWORK = "keep the network"  # the act of `villages.access` that makes somebody the network's staff

# -- Who may say yes ---------------------------------------------------------------------------------------------------


def is_anybody_free(request: PendingRequest) -> bool:
    """Whether an officer of its group may decide a request (R0.10)."""
    return request.group is None or access.is_anybody_free(request.group, request.maker, request.beneficiary)


def is_for_the_network(request: PendingRequest) -> bool:
    """What only staff of the network ask, only another of them agrees to."""
    return request.group is None or ACTS[request.act].asker == NETWORK


def may_vote(request: PendingRequest, user: User) -> bool:
    """Whether somebody's office decides this: an officer of the group, or staff where the network must agree."""
    if is_for_the_network(request):
        return access.may(user, NETWORK)
    return access.may_agree(user, request.group) or (request.wants_network and access.may(user, NETWORK))


def may_take_over(request: PendingRequest, user: User) -> bool:
    """Whether who asked may not ask this any more, and somebody else may."""
    asker = ACTS[request.act].asker
    return access.may(user, asker, request.group) and not access.may(request.maker, asker, request.group)


def hindrance(request: PendingRequest, user: User) -> str:
    """Why somebody does not approve a request, however often they look at its paper; empty when they may."""
    try:
        check_office(request, user)
        check_approver(request, user)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def check_office(request: PendingRequest, by: User) -> None:
    """Raises ValidationError for who asked, for whose office decides nothing here, and where it is their own money."""
    if request.maker_id == by.pk:
        raise ValidationError(_("Somebody else must approve what you recorded."))
    if not may_vote(request, by):
        raise ValidationError(_("You may not approve requests of this group."))
    access.refuse_own_money(by, request.beneficiary)


def check_approver(request: PendingRequest, by: User) -> None:
    """Raises ValidationError for who agreed already, and where who asked may not ask this any more."""
    if request.votes.filter(by=by).exists():
        raise ValidationError(_("You agreed already. Another yes is still missing."))
    if not access.may(request.maker, ACTS[request.act].asker, request.group):
        raise ValidationError(
            _("%(name)s no longer holds an office that may ask this. Another officer who may takes it over first."),
            params={"name": shown_name(request.maker)},
        )


# -- Whose yes is there, and whose is missing --------------------------------------------------------------------------


def say_yes(request: PendingRequest, by: User) -> None:
    """Write down a yes, one a person. A vote of staff is the network's, where they hold no office that decides here."""
    here = request.group and access.may(by, "approve requests", request.group)
    network = "network" in missing(request) and access.may(by, NETWORK)
    request.votes.add(RequestVote(by=by, for_network=bool(network or not here)), bulk=False)


def _wanted(request: PendingRequest) -> set[str]:
    if is_for_the_network(request):
        return {"network"}
    return {"group", "network"} if request.wants_network else {"group"}


def missing(request: PendingRequest) -> set[str]:
    """Whose yes is not there yet. In a group with few officers the network's yes is the missing second one too."""
    wanted, few = _wanted(request), request.group is not None and access.has_few_officers(request.group)
    for vote in _votes(request):
        wanted -= {"group", "network"} if vote.for_network and few else {"network" if vote.for_network else "group"}
    return wanted


def _votes(request: PendingRequest) -> list[RequestVote]:
    """The yes of those who still may say it, and not of who took the asking over since."""
    others = request.votes.exclude(by=request.maker_id).select_related("by")
    return [vote for vote in others if may_vote(request, vote.by)]


def approver(request: PendingRequest) -> User:
    """Who is written into the books as the second one: an officer of the group, where one agreed."""
    votes = sorted(_votes(request), key=lambda vote: vote.for_network)
    return votes[0].by
