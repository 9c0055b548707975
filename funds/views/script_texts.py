"""The sentences of the sheet's script: it shows them also without a signal, so all come with the page."""

from django.utils.translation import gettext_lazy

WORDS = {
    "due": gettext_lazy("Enter: {name} pays {total} baht as due. + to change an amount."),
    "none": gettext_lazy("Nobody here answers to this."),
    "many": gettext_lazy("{n} people answer to this. ↓ chooses one, or type more."),
    "absent": gettext_lazy("{name} has nothing to pay at this table."),
    "taken": gettext_lazy("{name} already paid {total} baht. + takes a second payment."),
    "unsettled": gettext_lazy("{name}: this row is not settled. Look at what stands below it."),
    "waiting": gettext_lazy("Not sent yet: {n} rows, {total} baht. They are kept on this device and go by themselves."),
    "going": gettext_lazy("Not sent yet: {n} rows, {total} baht."),
    "apart": gettext_lazy("Not accepted: {n} rows, {total} baht, in no sum. Answer below the rows marked ✕."),
    "aside": gettext_lazy("Waiting for a second officer, apart in the box: {n} payments, {total} baht."),
    "waits": gettext_lazy("waits for a second officer"),
    "unusual": gettext_lazy(
        "{name}, {column}: {amount} baht ({words}) is far more than usual. If it is right, press Enter once more; "
        "if not, correct it."
    ),
    "yes": gettext_lazy("Yes, it is right: receive {total} baht"),
    "officer": gettext_lazy("Who agrees"),
    "password": gettext_lazy("Password"),
    "agree": gettext_lazy("Agree and receive"),
    "leave": gettext_lazy("Nobody is here: leave it waiting"),
    "refused": gettext_lazy("not accepted"),
    "offline": gettext_lazy("No signal. Go on: every row is kept on this device."),
    "other": gettext_lazy("{n} rows here were written by somebody else. They must log in to send them."),
    "login": gettext_lazy("Log in again to send the rows kept here. Nothing is lost."),
    "kept": gettext_lazy("kept, not sent yet"),
    "more": gettext_lazy("again"),
    "again": gettext_lazy("It is a second payment"),
    "drop": gettext_lazy("Throw this row away"),
    "change": gettext_lazy("Change the amounts"),
    "full": gettext_lazy("This device cannot keep the row. Press Receive once more, or write it on paper."),
    "letters": gettext_lazy("{column}: “{text}” is no amount. Write figures like 1,234.50."),
    "nothing": gettext_lazy("Nothing was typed. Enter what was paid."),
    "planned": gettext_lazy("The day is not open yet. Nothing is received."),
    "counting": gettext_lazy("The cash is being counted. Rows not sent stay on this device."),
    "closed": gettext_lazy("The cash was counted. Rows not sent stay on this device."),
    "ended": gettext_lazy(
        "You do not write at this table any more. Rows not sent stay on this device: another officer takes them over."
    ),
    "nowhere": gettext_lazy(
        "This browser keeps nothing: without a signal no payment is recorded here. Have the printed sheet ready."
    ),
    "stays": gettext_lazy(
        "Without a signal this page cannot be opened again here. Leave it open until the cash is counted."
    ),
}

# What the list of unsent rows says.
UNSENT = {
    "offline": gettext_lazy("No signal. The row stays on this device."),
    "anonymous": gettext_lazy("Log in as an officer of this table to send it or to settle it."),
    "barred": gettext_lazy("You have no office at this table. An officer who has one logs in here and takes it over."),
    "brought": gettext_lazy("brought by {name}"),
    "thrown": gettext_lazy("Thrown away here: {reason}. The server learns it when an officer of the table logs in."),
    "reason": gettext_lazy("Write why this row is thrown away. The reason stays with the day."),
    "again": gettext_lazy("It is a second payment"),
    "unusual": gettext_lazy("The amount is right: send it"),
    "second": gettext_lazy("Leave it for a second officer"),
    "over": gettext_lazy(
        "The count had {amount} baht too many. If this is that money, have the overage cancelled first, then record it."
    ),
}
