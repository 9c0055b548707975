from django.db import models
from django.utils.translation import gettext_lazy as _

from villages.models.bylaws import Bylaw, Words, constraints, gate
from villages.models.places import Group
from villages.pages import page_url

# Who came back; somebody who moved house and came back is not judged by this by-law.
JUDGED = """
    SELECT again.joined_on AS day, 'return' AS what FROM villages_membershipperiod again
      JOIN villages_member member ON member.id = again.member_id
     WHERE member.group_id = %(subject)s AND EXISTS (
           SELECT FROM villages_membershipperiod before WHERE before.member_id = again.member_id
              AND before.joined_on < again.joined_on AND before.cause <> 'moved')
"""


class ReturnBylaw(Bylaw):
    """How long who left stays away before coming back, from a day on, by which resolution (R3.22)."""

    SUBJECT, KIND, OF_GROUP, JUDGED = "group", "returnrule", "group", JUDGED

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="return_bylaws")
    months = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("By-law of coming back")
        ordering = ["group_id", "-effective_from"]
        constraints = constraints("return_bylaw", "group")
        triggers = gate("villages_returnbylaw", "group", "{row}.group_id", JUDGED)

    def get_correct_url(self) -> str:
        return page_url("return_bylaw", self.group.slug)

    def words(self) -> Words:
        return [(_("Who left comes back after"), _("%(n)d months") % {"n": self.months})]
