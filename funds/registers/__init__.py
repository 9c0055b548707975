"""A register as a committee keeps it in Excel: read, checked against the network, and a blank one to fill in."""

from funds.registers.bounded import Unopened
from funds.registers.checking import CODES, check
from funds.registers.faults import Fault, Question
from funds.registers.marking import marked
from funds.registers.model import Register, Row
from funds.registers.reading import read
from funds.registers.template import blank

__all__ = ["CODES", "Fault", "Question", "Register", "Row", "Unopened", "blank", "check", "marked", "read"]
