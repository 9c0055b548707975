from uuid import uuid4

import pgtrigger
from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ledger import triggers
from ledger.models import Entry
from villages.models.people import Person
from villages.models.places import Group

OF_PRACTICE = "EXISTS (SELECT FROM villages_group WHERE id = OLD.group_id AND is_practice)"
OF_PRACTICE_REQUEST = """EXISTS (SELECT FROM villages_pendingrequest request JOIN villages_group "group"
                         ON "group".id = request.group_id WHERE request.id = OLD.request_id AND "group".is_practice)"""
ASKED = ("group", "request_id", "contents", "act", "arguments", "summary", "reason", "paper", "sha256", "made_at")


def request_path(request: "PendingRequest", filename: str) -> str:
    return f"requests/{request.group.slug if request.group else 'network'}/{filename}"


class PendingRequest(models.Model):
    """An act that waits for a second officer: approval replays it as it stands, by somebody else (promise 5).

    Requests of the whole network, such as its offices, have no group.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="requests")
    # Of the form that asked: sent twice, it asks once. `contents` is the digest of all that it asked for.
    request_id = models.UUIDField(unique=True, default=uuid4)
    contents = models.CharField(max_length=64, blank=True)
    act = models.CharField(max_length=40)
    arguments = models.JSONField()
    summary = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)
    # What the second officer looks at before deciding; it becomes the voucher of the entry.
    paper = models.FileField(upload_to=request_path, max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    maker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="requests_made")
    # Who asked first, where another officer took it over.
    first_maker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    beneficiary = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # Whether staff of the network must agree too, beside an officer of the group.
    wants_network = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="requests_decided")
    decided_at = models.DateTimeField(null=True)
    # Why it was refused.
    refusal = models.CharField(max_length=300, blank=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="request")

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("maker")),
                name="request_decided_by_somebody_else",
            )
        ]
        triggers = [
            triggers.refusal(
                "request_stays_decided",
                pgtrigger.Update,
                "a decided request stays as it is",
                "request_stays_decided",
                ~pgtrigger.Q(old__status="waiting"),
            ),
            triggers.refusal(
                "request_stays_as_asked",
                pgtrigger.Update,
                "what is decided is what was asked",
                "request_stays_as_asked",
                pgtrigger.AnyChange(*ASKED, "beneficiary", "wants_network"),
            ),
            *triggers.is_kept("request", OF_PRACTICE),
        ]

    def get_absolute_url(self) -> str:
        if self.group:
            return reverse("villages:decide", args=[self.group.slug, self.pk])
        return reverse("villages:network_request", args=[self.pk])

    @property
    def of_group(self) -> Group:
        """The group whose money or people this is about."""
        assert self.group, "an act of the whole network"
        return self.group

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING


class RequestVote(models.Model):
    """An officer's yes to a request, or the network's. What wants both happens with the second of them."""

    request = models.ForeignKey(PendingRequest, on_delete=models.CASCADE, related_name="votes")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    for_network = models.BooleanField(default=False)

    class Meta:
        ordering = ["request", "at"]
        constraints = [models.UniqueConstraint(fields=["request", "by"], name="vote_once_on_a_request")]
        triggers = triggers.is_final("request_vote", OF_PRACTICE_REQUEST)


class RequestLook(models.Model):
    """Somebody opened the paper of a request: who decides has seen it."""

    request = models.ForeignKey(PendingRequest, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["request", "at"]
        triggers = triggers.is_final("request_look", OF_PRACTICE_REQUEST)
