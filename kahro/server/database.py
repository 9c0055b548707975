"""Where the database is: the server named by DATABASE_URL, or else a PostgreSQL of this checkout's own."""

import os
from functools import cache
from pathlib import Path

import dj_database_url

from kahro.server.postgres import Server

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def databases() -> dict:
    """Django's DATABASES. Starts the embedded server unless DATABASE_URL names another."""
    url = os.environ.get("DATABASE_URL")
    default = dj_database_url.parse(url) if url else embedded().start()
    default |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "TEST": {"NAME": _test_name()}}
    return {"default": default}


@cache
def embedded() -> Server:
    """This checkout's server, one object per process."""
    return Server(CHECKOUT)


def _test_name() -> str:
    """One name per test run, so that two runs side by side never share a database."""
    return f"test_kahro_{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
