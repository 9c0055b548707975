"""The pages of welfare funds."""

from welfare.views.fund import days, enrol, rule

__all__ = ["days", "enrol", "rule"]
