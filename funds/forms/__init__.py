from funds.forms.savings import (
    FIRST,
    DepositForm,
    OpenPassbookForm,
    PledgeForm,
    ProductForm,
    ReasonForm,
    RegisterForm,
    RuleForm,
    WithdrawForm,
    refuse,
)

__all__ = [
    "FIRST",
    "DepositForm",
    "OpenPassbookForm",
    "PledgeForm",
    "ProductForm",
    "ReasonForm",
    "RegisterForm",
    "RuleForm",
    "WithdrawForm",
    "refuse",
]
