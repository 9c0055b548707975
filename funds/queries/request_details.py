"""What a second officer reads before deciding about savings and cash, line by line, with where each opens."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import Passbook, Receipt, WorkingDay
from funds.queries import leaving as leaving_queries
from funds.queries import savings as savings_queries
from funds.queries import unusual as unusual_queries
from funds.queries.sheet import collection_sheet
from ledger import chart, thai
from ledger import queries as books
from ledger.models import Account, Book, Entry, Heading
from ledger.users import shown_name
from villages.models import Group, Member, MembershipPeriod, PendingRequest, RegisterImport, Village
from villages.pages import page_url
from villages.services.acts import Detail


def withdrawal(request: PendingRequest) -> Iterable[Detail]:
    """Whose passbook, what it holds now and then, and what lies in the box."""
    arguments, group = request.arguments, request.of_group
    passbook = savings_queries.passbooks(group).get(pk=arguments["passbook"])
    amount = Decimal(arguments["amount"])
    yield _member(passbook.member)
    yield from _in_words(amount)
    yield _passbook(passbook, -amount if request.is_waiting else None)
    yield from _money(passbook.account.book, chart.CASH, -amount if request.is_waiting else None)


def deposit(request: PendingRequest) -> Iterable[Detail]:
    """Whose passbook, what was paid in on which day, and what it holds now and then."""
    arguments, group = request.arguments, request.of_group
    passbook = savings_queries.passbooks(group).get(pk=arguments["passbook"])
    amount, fee = Decimal(arguments["amount"]), Decimal(arguments["entry_fee"])
    yield _member(passbook.member)
    yield from _in_words(amount + fee)
    if fee:
        yield Detail(_("Entry fee"), baht(fee))
    yield Detail(_("Day"), thai.long_date(date.fromisoformat(arguments["on"])))
    yield _passbook(passbook, amount if request.is_waiting else None)


def row_of_the_sheet(request: PendingRequest) -> Iterable[Detail]:
    """Who paid what at which table; the money lies apart in the box until it is decided."""
    arguments, group = request.arguments, request.of_group
    day = WorkingDay.objects.get(pk=arguments["day"])
    titles = {column.key: column.title for column in collection_sheet(day, request.beneficiary).columns}
    paid = unusual_queries.amounts(request)
    yield Detail(_("Who paid"), str(request.beneficiary))
    yield Detail(_("Working day"), thai.long_date(day.on), reverse("funds:day", args=[group.slug, day.pk]))
    yield from (Detail(titles.get(key, key), baht(amount)) for key, amount in paid.items())
    yield from _in_words(sum(paid.values(), Decimal(0)))
    if arguments["paid_by"]:
        yield Detail(_("Brought by somebody else"), arguments["paid_by"])


def _in_words(amount: Decimal) -> Iterable[Detail]:
    yield Detail(_("Amount"), baht(amount))
    yield Detail(_("In words"), thai.baht_words(amount))


def reversal(request: PendingRequest) -> Iterable[Detail]:
    """The entry that is undone, its receipt, and the passbooks it moved."""
    group = request.of_group
    entry = Entry.objects.select_related("book", "by", "approved_by").get(pk=request.arguments["entry"])
    receipt = Receipt.objects.filter(entry=entry).select_related("member__person", "member__group").first()
    if receipt:
        yield _member(receipt.member)
        yield Detail(_("Receipt"), entry.number, reverse("funds:receipt", args=[group.slug, receipt.pk]))
    else:
        yield Detail(_("Entry"), entry.number, page_url("entry", group.slug, entry.book.slug, entry.number))
    yield Detail(_("Day"), thai.long_date(entry.on))
    yield Detail(_("What was recorded"), entry.memo)
    yield Detail(_("Recorded by"), shown_name(entry.by))
    for line in entry.lines.filter(account__passbook__isnull=False).select_related("account__passbook__product"):
        passbook = savings_queries.passbooks(group).get(account=line.account_id)
        yield _passbook(passbook, line.debit - line.credit if request.is_waiting else None)


def departure(request: PendingRequest) -> Iterable[Detail]:
    """Who leaves, how, and what they have in every passbook."""
    arguments, group = request.arguments, request.of_group
    member = _of(group, arguments["member"])
    cause = MembershipPeriod.Cause(arguments["cause"])
    yield _member(member)
    yield Detail(_("How the member leaves"), cause.label)
    if member.person.died_on:
        yield Detail(_("Day of the death"), thai.long_date(member.person.died_on))
    if cause == MembershipPeriod.Cause.MOVED:
        yield from _move(arguments, member)
    for passbook in savings_queries.with_balances(
        savings_queries.passbooks(group).filter(member=member, closed_on=None)
    ):
        yield _passbook(passbook)
    page = reverse("funds:leave", args=[group.slug, member.pk])
    yield Detail(_("To be paid back"), baht(Decimal(arguments["net"])), page)


def _move(arguments: dict, member: Member) -> Iterable[Detail]:
    village = Village.objects.filter(pk=arguments["village"]).first()
    new = f"{arguments['house_no']} {village or _('Outside the sub-district')}".strip()
    yield Detail(_("House"), new, before=f"{member.person.house_no} {member.person.village or ''}".strip() or "–")
    if arguments["to"]:
        yield Detail(_("New group"), str(Group.objects.get(slug=arguments["to"])))


def return_of_leaver(request: PendingRequest) -> Iterable[Detail]:
    """Whose leaving is undone, and by which request it was done."""
    arguments, group = request.arguments, request.of_group
    yield _member(_of(group, arguments["member"]))
    first = group.requests.filter(pk=arguments["leaving"]).first()
    if first:
        yield Detail(_("Leaving"), first.summary, first.get_absolute_url())


def payout(request: PendingRequest) -> Iterable[Detail]:
    """Who receives the money of whom, out of what, and what waits for them now and then."""
    arguments, group = request.arguments, request.of_group
    account = leaving_queries.payables(group).get(pk=arguments["account"])
    holding, amount = leaving_queries.unpaid_in(account), Decimal(arguments["amount"])
    yield _member(holding.member)
    yield Detail(_("Received by"), arguments["payee"] or str(holding.member.person))
    if arguments["resolution"]:
        yield Detail(_("Resolution of the committee"), arguments["resolution"])
    yield from _in_words(amount)
    page = reverse("funds:leavers", args=[group.slug])
    after = holding.amount - amount
    yield _change(_("Waits for who left"), holding.amount, after if request.is_waiting else None, page)
    source = account.book.owner.bank_code if arguments["from_bank"] else chart.CASH
    yield from _money(account.book, source, -amount if request.is_waiting else None)


def movement(request: PendingRequest) -> Iterable[Detail]:
    """Out of what into what, for which day, and what lies there now and then."""
    arguments, group = request.arguments, request.of_group
    book = Book.objects.select_related("owner__group").get(slug=arguments["book"], owner__group=group)
    amount, names = Decimal(arguments["amount"]), Heading.objects.in_bulk([arguments["target"], arguments["source"]])
    yield Detail(_("Book"), str(book), page_url("books", group.slug))
    yield from _in_words(amount)
    yield Detail(_("Out of"), names[arguments["source"]].name)
    yield Detail(_("Goes to"), names[arguments["target"]].name)
    yield Detail(_("Day"), thai.long_date(date.fromisoformat(arguments["on"])))
    if arguments.get("of_year"):
        yield Detail(_("Belongs to the year"), thai.buddhist_year(arguments["of_year"]))
    yield from _money(book, arguments["source"], -amount if request.is_waiting else None)


def register(request: PendingRequest) -> Iterable[Detail]:
    """How many members and how much money come in, from which file."""
    arguments, group = request.arguments, request.of_group
    upload = RegisterImport.objects.select_related("uploaded_by").get(pk=arguments["register"], group=group)
    yield Detail(_("File"), upload.filename, reverse("funds:register_upload", args=[group.slug, upload.pk]))
    yield Detail(_("Uploaded by"), shown_name(upload.uploaded_by))
    yield Detail(_("As of"), thai.long_date(date.fromisoformat(arguments["on"])))
    yield Detail(_("Members"), arguments["members"])
    yield Detail(_("Savings together"), baht(Decimal(arguments["savings"])))
    for question, answer in arguments.get("answered", []):
        yield Detail(question, answer)


# -- Lines that return -------------------------------------------------------------------------------------------------


def baht(amount: Decimal) -> str:
    """An amount as it stands on the page of a request."""
    return _("%(amount)s baht") % {"amount": thai.money(amount)}


def _member(member: Member) -> Detail:
    words = f"{member.person} ({member.number})"
    return Detail(_("Member"), words, reverse("villages:member", args=[member.group.slug, member.pk]))


def _of(group: Group, pk: int) -> Member:
    return Member.objects.select_related("person__village", "group").get(pk=pk, group=group)


def _passbook(passbook: Passbook, moves: Decimal | None = None) -> Detail:
    """What a passbook holds; with an amount that moves, before and after."""
    balance = books.balance(passbook.account)
    page = reverse("funds:passbook", args=[passbook.member.group.slug, passbook.pk])
    return _change(f"{passbook.product}", balance, None if moves is None else balance + moves, page)


def _money(book: Book, code: str, moves: Decimal | None) -> Iterable[Detail]:
    """What lies in the box or at the bank, before and after."""
    account = Account.objects.select_related("heading").filter(book=book, heading=code, holder="").first()
    if account is None:
        return
    balance, page = books.balance(account, timezone.localdate()), reverse("funds:cash", args=[book.owner.group.slug])
    yield _change(account.heading.name, balance, None if moves is None else balance + moves, page)


def _change(label: str, now: Decimal, then: Decimal | None, page: str) -> Detail:
    return Detail(label, baht(now), page) if then is None else Detail(label, baht(then), page, before=baht(now))
