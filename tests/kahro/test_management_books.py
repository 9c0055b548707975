"""Which books a command is about."""

import pytest
from django.core.management import CommandError

from tests.kahro.conftest import run


@pytest.mark.parametrize("command", ["verify_books", "rebuild_totals", "export_books"])
def test_a_group_that_does_not_exist_is_refused(db, command):
    args = ["--format", "csv"] if command == "export_books" else []

    with pytest.raises(CommandError, match="nowhere"):
        run(command, "--group", "nowhere", *args)
