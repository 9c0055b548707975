"""What PostgreSQL never lets anybody change of an evening."""

import pytest
from django.db import DatabaseError, transaction

from funds.models import Visit


def test_a_visit_is_never_changed(world, evening):
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})

    for change in (lambda rows: rows.update(paid_by="คนอื่น"), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Visit.objects.all())
