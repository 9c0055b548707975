"""The web server: gunicorn in this very process, so that one Ctrl-C stops the site and then the database."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone
from gunicorn.app.base import BaseApplication

from kahro.server.database import embedded
from kahro.server.postgres import Server

NIGHT = 2  # o'clock: nobody posts then
HEARTBEAT = 2  # seconds between two looks at the embedded PostgreSQL


class Command(BaseCommand):
    help = "Serves the site with gunicorn on HOST (127.0.0.1) and PORT (8000), and verifies the books every night."

    def handle(self, *args, **options) -> None:
        claim_port()
        threading.Thread(target=work_every_night, daemon=True).start()
        if "DATABASE_URL" not in os.environ:
            threading.Thread(target=watch, args=(embedded(), self.stderr.write), daemon=True).start()
        connections.close_all()
        Site().run()


class Site(BaseApplication):
    """Kahro under gunicorn. Threads are for waiting on the database, processes for rendering PDFs."""

    def load_config(self) -> None:
        """Gunicorn's own settings."""
        self.cfg.set("bind", "{}:{}".format(*address()))
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("workers", int(os.environ.get("WEB_CONCURRENCY", 2)))
        self.cfg.set("threads", 8)
        self.cfg.set("timeout", 120)
        self.cfg.set("graceful_timeout", 10)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("control_socket_disable", True)

    def load(self):
        """Imported only now: each worker loads it."""
        from kahro.wsgi import application

        return application


def address() -> tuple[str, int]:
    """Where the site listens: only on this machine unless HOST says otherwise."""
    return os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", 8000))


def claim_port() -> None:
    """Refuse a port that another program serves on, before any long work begins."""
    host, port = address()
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken ({error.strerror}). Choose another: PORT={port + 1}") from error


def watch(server: Server, tell: Callable[[str], object], pause: Callable[[float], object] = time.sleep) -> None:
    """Start the embedded PostgreSQL again whenever it died (no memory left, a stray kill): pages then work again."""
    while True:
        pause(HEARTBEAT)
        try:
            if server.revive():
                tell("PostgreSQL had died and was started again.")
        except ImproperlyConfigured as fault:
            tell(str(fault))


def work_every_night() -> None:
    """A process of its own: the one that forks web workers keeps no database connection."""
    while True:
        time.sleep(until_night(timezone.localtime()))
        for command in ("throw_away_practice", "verify_books"):
            subprocess.run([sys.executable, settings.BASE_DIR / "manage.py", command])


def until_night(now: datetime) -> float:
    """Seconds from `now` to the next two o'clock, Thai time."""
    night = now.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return (night - now if night > now else night + timedelta(days=1) - now).total_seconds()
