"""A register as a committee keeps it in Excel: read, checked against the network, and a blank one to fill in."""

from funds.registers.checking import CODES, check
from funds.registers.faults import Fault
from funds.registers.reading import Register, Row, read
from funds.registers.template import blank

__all__ = ["CODES", "Fault", "Register", "Row", "blank", "check", "read"]
