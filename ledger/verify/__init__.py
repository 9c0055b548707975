"""Can the books be believed? A list of named checks, each recomputed here from the lines, not from what wrote them.

It finds what anybody changes without the services, also as a superuser with triggers disabled. It cannot find:
- a tail that nothing points to, cut off with its totals before any proof saw it, or a chain made wholly anew together
  with the proofs kept here: for these the head stands on every printed statement and is published;
- what is no money and under no seal: the display names of books, holders and users;
- a paper exchanged on the disk: its SHA-256 is kept with it, and compared when the paper is opened.
"""

from ledger.verify import entries, totals, seals, guards  # noqa: F401, I001 - in the order in which they are run
from ledger.verify.checks import CHECKS, Result, problems, run
from ledger.verify.seals import heads

__all__ = ["CHECKS", "Result", "heads", "problems", "run"]
