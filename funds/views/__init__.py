from funds.views.counter import deposit, find, member, receipt, receipt_pdf, receipts, reverse, withdraw
from funds.views.mine import me, my_passbook, my_passbook_pdf, my_receipt, my_receipt_pdf
from funds.views.passbooks import close_passbook, open_passbook, passbook, passbook_pdf, pledge
from funds.views.products import offer, products, set_rule
from funds.views.public import genuine
from funds.views.registers import register, register_file, register_template, register_upload

__all__ = [
    "close_passbook",
    "deposit",
    "find",
    "genuine",
    "me",
    "member",
    "my_passbook",
    "my_passbook_pdf",
    "my_receipt",
    "my_receipt_pdf",
    "offer",
    "open_passbook",
    "passbook",
    "passbook_pdf",
    "pledge",
    "products",
    "receipt",
    "receipt_pdf",
    "receipts",
    "register",
    "register_file",
    "register_template",
    "register_upload",
    "reverse",
    "set_rule",
    "withdraw",
]
