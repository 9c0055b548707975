"""Who may do what: one table, role → acts. Everything about permission in the project is decided here."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import Any, Protocol, cast

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from villages import rules as villages_rules
from villages.http import MemberRequest, OfficerRequest
from villages.models import Group, Officer, PendingRequest, Person, RequestVote, Role
from villages.queries import family as family_queries
from villages.queries import groups as groups_queries
from villages.queries import officers as officers_queries
from villages.queries import people as people_queries

VIEW_ACTS = {"see the sub-district", "see the group", "see books", "see members"}
MEMBER_ACTS = {"keep members", "file claims", "see claims", "let members leave", "issue slips", "attach vouchers"} | {
    "import registers",
    "practise",
}

# Whoever is of the committee may be present at a working day; receiver, bookkeeper and checker are chosen for each
# evening.
COMMITTEE = VIEW_ACTS | {"sit at the table"}
TABLE = {"take deposits", "hold working days", "keep the cash", "practise"}

# What an office in one group grants on the pages of the whole network too.
EVERYWHERE = {"see the sub-district", "verify books"}

ACTS: dict[Role, set[str]] = {
    Role.CHAIR: COMMITTEE
    | {"hold working days", "note differences", "approve requests", "keep officers", "keep the group"}
    | {"close months", "verify books", "decide welfare", "see claims", "hand out identities"},
    Role.TREASURER: COMMITTEE
    | MEMBER_ACTS
    | TABLE
    | {"pay withdrawals", "ask for reversals", "approve requests", "keep the group", "verify books"}
    | {"decide welfare", "pay welfare", "hand out identities"},
    Role.RECEIVER: COMMITTEE
    | TABLE
    | {"pay withdrawals", "attach vouchers", "ask for reversals", "pay welfare", "see claims"},
    Role.BOOKKEEPER: COMMITTEE
    | MEMBER_ACTS
    | TABLE
    | {"ask for reversals", "approve requests", "close months", "decide welfare"},
    Role.CHECKER: COMMITTEE | {"approve requests", "verify books", "decide welfare", "see claims"},
    Role.SECRETARY: COMMITTEE | MEMBER_ACTS | {"keep the group"},
    Role.LOANS: COMMITTEE,
    Role.INSPECTOR: VIEW_ACTS | {"verify books"},
    # Somebody of another group who decides and pays for some days where nobody here is free.
    Role.STAND_IN: {"see the group", "see members", "approve requests", "decide welfare", "see claims"}
    | {"pay welfare", "pay withdrawals"},
    Role.STAFF: VIEW_ACTS
    | {
        "keep members",
        "issue slips",
        "import registers",
        "keep officers",
        "keep the group",
        "keep the network",
        "verify books",
        "practise",
    },
    # An auditor reads everything and writes no money (R1.44).
    Role.AUDITOR: VIEW_ACTS | {"verify books"},
    Role.FACILITATOR: {"see the sub-district", "see the group"},
}


class _KnowsOffices(Protocol):
    _offices: list[Officer]


def offices(user: User | AnonymousUser) -> list[Officer]:
    """The offices a user holds today, read once per request."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_offices"):
        in_office = officers_queries.in_office(timezone.localdate()).filter(person__user=user)
        cast(_KnowsOffices, user)._offices = list(in_office.select_related("group__village"))
    return cast(_KnowsOffices, user)._offices


def acts(user: User | AnonymousUser, group: Group | None = None) -> set[str]:
    """What a user may do at a group; without a group, what they may do in the network as such."""
    granted_acts: set[str] = set()
    for office in offices(user):
        granted = ACTS[Role(office.role)]
        here = office.group_id is None or (group and office.group_id == group.pk)
        # What one may do in a practice group one made oneself says nothing of any other place.
        elsewhere = set() if office.group and office.group.is_practice else EVERYWHERE
        granted_acts |= granted if here else granted & elsewhere
    return granted_acts


def may(user: User | AnonymousUser, act: str, group: Group | None = None) -> bool:
    """Whether a user may do an act at a group, or in the network as such."""
    return act in acts(user, group)


def practice_of(user: User) -> Group | None:
    """The practice group in which a user holds an office, if one stands."""
    return next((office.group for office in offices(user) if office.group and office.group.is_practice), None)


def may_stand_in(user: User, helper: User, group: Group) -> bool:
    """Whether a user may press a button in the name of a helper: in the practice group where they practise."""
    practises = any(office.group_id == group.pk for office in offices(user))
    return group.is_practice and practises and groups_queries.helpers(group).filter(pk=helper.pk).exists()


def acting(request: OfficerRequest, group: Group) -> User:
    """Who acts on a group's pages: the user, or the helper of a practice group that they chose to stand in for."""
    chosen = request.session.get(place_of_hand(group)) if group.is_practice else None
    helper = User.objects.filter(pk=chosen).first() if chosen else None
    return helper if helper and may_stand_in(request.user, helper, group) else request.user


def place_of_hand(group: Group) -> str:
    """The session's key for the helper whom a user stands in for in a practice group."""
    return f"hand-{group.pk}"


def groups(user: User):
    """The groups whose pages a user may open."""
    own_offices = offices(user)
    if any(office.group_id is None for office in own_offices):
        return Group.objects.all()
    return Group.objects.filter(pk__in=[office.group_id for office in own_offices])


def has_few_officers(group: Group) -> bool:
    """Fewer than three people hold an office: then staff of the network are the second officer where one is missing."""
    return officers_queries.committee(group) < 3


def may_agree(user: User, group: Group | None) -> bool:
    """Whether a user decides what an officer of the group asked, or what staff asked for the network."""
    if group is None:
        return may(user, "keep the network")
    return may(user, "approve requests", group) or (may(user, "keep the network") and has_few_officers(group))


def my_requests(user: User, since: datetime) -> QuerySet[PendingRequest]:
    """What waits for a user's yes, what they asked and still waits, and what of it was decided since."""
    here = [office.group_id for office in offices(user) if "approve requests" in ACTS[Role(office.role)]]
    decides = Q(group__in=[pk for pk in here if pk]) & ~Q(act=officers_queries.STAND_IN)
    if may(user, "keep the network"):
        decides |= Q(group=None) | Q(wants_network=True) | Q(group__in=groups_queries.groups_with_few_officers())
    agreed = Q(pk__in=RequestVote.objects.filter(by=user).values("request"))
    mine = Q(maker=user) | Q(first_maker=user)
    waiting = Q(status=PendingRequest.Status.WAITING) & (mine | decides & ~agreed)
    requests = PendingRequest.objects.filter(waiting | Q(decided_at__gte=since) & (mine | Q(decided_by=user) | agreed))
    return requests.select_related("group", "maker", "decided_by")


# -- Whose money is one's own (R0.10, R3.32) ---------------------------------------------------------------------------


def person_of(user: User) -> Person | None:
    """The person of the register whose account it is."""
    return Person.objects.filter(user=user).first()


def own_money(user: User, people: Iterable[Person]) -> set[int]:
    """Whose money, of these people, is the user's own: self, household, ward, guardian, beneficiary, both ways."""
    mine = person_of(user)
    return family_queries.tied(mine, people) if mine else set()


def is_own_money(user: User, *whose: Person | str | None) -> bool:
    """Whether money of these people is the user's own; a payee may be a name that somebody wrote by hand."""
    names = tuple(name for name in whose if isinstance(name, str) and name.strip())
    known = [person for person in whose if isinstance(person, Person)]
    known += [person for name in names for person in people_queries.people_called(name)]
    mine = person_of(user)
    if mine is None:
        return False
    named = villages_rules.names(names, villages_rules.joined(f"{mine.first_name}{mine.last_name}"))
    return named or bool(known and family_queries.tied(mine, known) & {person.pk for person in known})


def refuse_own_money(user: User, *whose: Person | str | None) -> None:
    """Nobody decides about, pays out or signs for money of their own (promise 5). Raises ValidationError then."""
    if is_own_money(user, *whose):
        raise ValidationError(
            _(
                "This is about yourself or somebody close to you (household, ward, guardian or beneficiary). Another "
                "officer does it; where nobody else may, ask the network for a stand-in."
            )
        )


def is_anybody_free(group: Group, maker: User, beneficiary: Person | None) -> bool:
    """Whether an officer of the group may decide what somebody asked: neither who asked nor close to whose money it is.

    Where nobody is, staff appoint somebody of another group for some days.
    """
    deciding = [role for role, granted in ACTS.items() if "approve requests" in granted]
    offices = officers_queries.in_office(timezone.localdate()).filter(group=group, role__in=deciding)
    people = list(Person.objects.filter(offices__in=offices).exclude(user=maker).exclude(user=None).distinct())
    close = family_queries.tied(beneficiary, people) if beneficiary else set()
    return any(person.pk not in close for person in people)


# -- Who may open a page -----------------------------------------------------------------------------------------------


class Page(Protocol):
    """A view that says who may open it: an act, "member" or "public"."""

    act: str
    takes_files: bool

    def __call__(self, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


View = Callable[..., HttpResponseBase]


def _for(act: str, view: View) -> Page:
    page = cast(Page, view)
    page.act = act
    return page


def public(view: View) -> Page:
    """A page for everybody, without a log-in."""
    return _for("public", view)


def needs(act: str) -> Callable[[View], Page]:
    """A page for those who may do `act`. A view with a `slug` gets that group as its second argument.

    Who is not logged in is sent to log in, a stranger to the group gets 404, an officer without the act 403. In a
    practice group `request.user` may be the helper whom somebody stands in for.
    """

    def decorate(view: View) -> Page:
        @wraps(view)
        @login_required
        def inner(request: OfficerRequest, *args, slug: str | None = None, **kwargs) -> HttpResponseBase:
            if not offices(request.user):
                raise Http404
            request.group = None
            if slug is not None:
                request.group = get_object_or_404(groups(request.user).select_related("village"), slug=slug)
                args = (request.group, *args)
                request.practising = request.user
                if act != "practise":  # to stand in for a helper, and to end it, is the user's own act
                    request.user = acting(request, request.group)
            if not may(request.user, act, request.group):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _for(act, inner)

    return decorate


def takes_files(view: View) -> Page:
    """A page to which papers are sent; all others take only what fits into a form (kahro.server.middleware)."""
    page = cast(Page, view)
    page.takes_files = True
    return page


def member_page(view: View) -> Page:
    """A page of one's own: the view gets the logged-in person as its second argument; others get 404."""

    @wraps(view)
    @login_required
    def inner(request: MemberRequest, *args, **kwargs) -> HttpResponseBase:
        person = get_object_or_404(Person, user=request.user)
        return view(request, person, *args, **kwargs)

    return _for("member", inner)
