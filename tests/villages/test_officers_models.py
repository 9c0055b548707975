"""An office as it stands: resting, over, in its place."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.conftest import LONG_AGO
from villages.models import Officer, PendingRequest, Role

Status = PendingRequest.Status


@pytest.mark.parametrize(
    ("request_", "rests"),
    [
        (None, False),
        (PendingRequest(status=Status.WAITING), True),
        (PendingRequest(status=Status.APPROVED), True),
        (PendingRequest(status=Status.REFUSED), False),
    ],
)
def test_an_office_rests_from_an_urgent_dismissal_on_unless_it_is_refused(request_, rests):
    assert Officer(rests_for=request_).rests is rests


@pytest.mark.parametrize(("ends", "is_over"), [(None, False), (0, False), (1, False), (-1, True)])
def test_an_office_is_over_on_the_day_after_its_last(ends, is_over):
    until = None if ends is None else timezone.localdate() + timedelta(days=ends)

    assert Officer(until_on=until).is_over is is_over


@pytest.mark.parametrize(("role", "of_group"), [(Role.CHAIR, False), (Role.STAND_IN, False), (Role.AUDITOR, True)])
def test_the_database_keeps_each_role_in_its_place(world, role, of_group):
    with pytest.raises(IntegrityError, match="officer_role_in_its_place"), transaction.atomic():
        Officer.objects.create(
            person=world.member.person, role=role, group=world.group if of_group else None, from_on=LONG_AGO
        )
