"""The bench measures in databases of its own and leaves none behind."""

import pytest
from django.db import connection

from kahro.management.commands.bench import SHORT, scratch

NAME = f"{SHORT}_tried"


def exists() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)", [NAME])
        return cursor.fetchone()[0]


def test_a_database_of_the_bench_is_gone_also_when_the_measuring_broke_off(db):
    there = []

    def measure() -> None:
        with scratch(NAME):
            there.append(exists())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        measure()

    assert there == [True]
    assert not exists()
