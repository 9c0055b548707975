"""What the bench reads, in the database it is led to."""

import pytest
from django.db import connection

from kahro.bench.reading import connected, reports


def test_the_connection_leads_home_again_also_when_the_reading_broke_off():
    home, seen = connection.settings_dict["NAME"], []

    def read() -> None:
        with connected("elsewhere"):
            seen.append(connection.settings_dict["NAME"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        read()

    assert (seen, connection.settings_dict["NAME"]) == (["elsewhere"], home)


def test_both_reports_are_read_of_the_measured_books(measured):
    read = {name: report() for name, report in reports().items()}

    assert sorted(read) == ["dashboard", "trial balance of a book"]
    assert set(read["trial balance of a book"].totals[1:]) == {0}
