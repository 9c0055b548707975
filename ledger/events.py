"""The events of the books (§5.4, J01–J62): every entry is one of them, and each says in a sentence what happened.

Code names an event by its number, people read the sentence.
"""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "J01": _("Balances brought forward into new books"),
    "J02": _("A member paid in pledged savings"),
    "J03": _("A member paid in voluntary savings"),
    "J04": _("A member bought shares"),
    "J05": _("A member paid the entry fee"),
    "J06": _("A member paid a fine for a missed month"),
    "J07": _("A member paid the fee for asking for a loan"),
    "J08": _("A member withdrew savings"),
    "J09": _("The money of a member who leaves was set aside for them"),
    "J10": _("A member who left, or who receives in their place, was paid"),
    "J11": _("A debt was set off against a member's savings"),
    "J12": _("A loan was paid out"),
    "J13": _("A borrower paid back"),
    "J14": _("Loan interest of the year that is still to be paid"),
    "J15": _("The new year took back the interest that was still to be paid"),
    "J16": _("An allowance was made for loans that may not be paid back"),
    "J17": _("A loan was written off"),
    "J18": _("A loan that was written off was paid after all"),
    "J19": _("A loan was given new terms"),
    "J20": _("A guarantor paid for the borrower"),
    "J21": _("A member paid one baht a day"),
    "J22": _("A member paid one baht a day ahead"),
    "J23": _("Days paid ahead have passed and became income"),
    "J24": _("Local government promised its match"),
    "J25": _("The match of local government came"),
    "J26": _("The match of the state came"),
    "J27": _("Somebody donated money"),
    "J28": _("A group gave a part of its profit to the welfare fund"),
    "J29": _("A grant for one purpose came"),
    "J30": _("A welfare claim was approved and waits to be paid"),
    "J31": _("A welfare claim was paid"),
    "J32": _("A welfare claim that nobody fetched was taken back"),
    "J33": _("Cash was brought to the bank"),
    "J34": _("Cash was fetched from the bank"),
    "J35": _("The bank paid interest"),
    "J36": _("The bank took a fee"),
    "J37": _("An expense was paid"),
    "J38": _("Equipment was bought"),
    "J39": _("Equipment lost value with the year"),
    "J40": _("A fund of the village lent to another"),
    "J41": _("A fund of the village paid another back"),
    "J42": _("A group deposited money at the sub-district's institution"),
    "J43": _("A group took money back from the sub-district's institution"),
    "J44": _("The sub-district's institution paid a group interest"),
    "J45": _("The sub-district's institution lent to a group"),
    "J46": _("A group paid the sub-district's institution back"),
    "J47": _("Cash was missing when it was counted"),
    "J48": _("Missing cash was made good"),
    "J49": _("There was more cash than the books say"),
    "J50": _("Money came to the bank and nobody knows yet whose it is"),
    "J51": _("Money at the bank was matched with its owner"),
    "J52": _("The year's income was closed"),
    "J53": _("The year's expenses were closed"),
    "J54": _("The welfare fund's year was closed: income went into its pots"),
    "J55": _("The welfare fund's year was closed: benefits and costs came out of its pots"),
    "J56": _("The general meeting divided the profit"),
    "J57": _("Dividends or interest rebates were paid"),
    "J58": _("The committee was paid for its work"),
    "J59": _("The public-benefit fund was used"),
    "J60": _("Profit or loss was carried forward"),
    "J61": _("A member paid towards funerals"),
    "J62": _("An entry was reversed"),
}

# Entries of a year's last day that move income and expenses into the funds. With them the year and its months are
# closed (R0.8); statements of the year look before them.
CLOSING = ("J54", "J55")


def sentences() -> dict[str, object]:
    """The choices of `Entry.event`; new words need no migration."""
    return dict(EVENTS)
