"""What may be done to a welfare fund."""

from welfare.services.practice import throw_away
from welfare.services.schemes import enrol, set_rule

__all__ = ["enrol", "set_rule", "throw_away"]
