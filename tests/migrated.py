"""Test databases are copies of one that was migrated before: migrating takes as long as a hundred tests.

It is made anew when anything changed that a migration of an empty database depends on.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

TOP = Path(__file__).parent.parent
SOURCES = ["*/migrations/*.py", "*/apps.py", "ledger/triggers.py", "ledger/chart*", "requirements.txt"]


def template() -> str:
    """The name of the migrated database, made now if it is missing; those of older sources are dropped."""
    name = f"{prefix_here()}{fingerprint()}"
    with alone():
        if name not in (there := templates()):
            for old in there:
                execute(f"DROP DATABASE {connection.ops.quote_name(old)}")
            migrate_into(name)
    return name


def prefix_here() -> str:
    """How the names begin that this checkout gives: another may use the same server."""
    return f"template_kahro_{digest(str(TOP))}_"


def fingerprint() -> str:
    """The same for the same sources."""
    files = sorted({path for pattern in SOURCES for path in TOP.glob(pattern)})
    return digest("".join(f"{path.relative_to(TOP)}\0{path.read_text()}\0" for path in files))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@contextmanager
def alone() -> Iterator[None]:
    """One process of this checkout at a time."""
    (TOP / ".local").mkdir(exist_ok=True)
    with (TOP / ".local/test-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def templates() -> list[str]:
    """The databases that this checkout made, of these sources and older ones."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix_here()])
        return [name for (name,) in cursor.fetchall()]


def migrate_into(name: str) -> None:
    """Migrate beside and rename, so that a half-migrated database is never taken for a whole one."""
    settings, half = connection.settings_dict, f"{name}_half"
    before, test_name = settings["NAME"], settings["TEST"]["NAME"]
    settings["TEST"]["NAME"] = half
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        settings["NAME"], settings["TEST"]["NAME"] = before, test_name
    execute(f"ALTER DATABASE {connection.ops.quote_name(half)} RENAME TO {connection.ops.quote_name(name)}")


def execute(sql: str) -> None:
    """Run a statement while connected to no test database."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)
