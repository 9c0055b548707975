"""Where papers are kept: each is written whole or not at all."""

import errno
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _

FULL = {errno.ENOSPC, errno.EDQUOT}


class NoRoom(ValidationError):
    """The disk is full. Where its page does not show this beside the form, middleware.py answers."""


class PaperStorage(FileSystemStorage):
    """A file is written beside and then moved to its name: a full disk leaves neither half of it nor an empty one.

    Saving raises NoRoom, a ValidationError, when the disk is full.
    """

    def _save(self, name: str, content: File) -> str:
        Path(self.location).mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with NamedTemporaryFile(dir=self.location, prefix=".new-", delete=False) as beside:
                try:
                    for chunk in content.chunks():
                        beside.write(chunk)
                    beside.flush()
                    os.fsync(beside.fileno())
                    return super()._save(name, _Written(beside.name))  # type: ignore[misc]  # django-stubs does not know it
                except BaseException:
                    Path(beside.name).unlink(missing_ok=True)
                    raise
        except OSError as fault:
            if fault.errno not in FULL:
                raise
            raise NoRoom(
                _("The server has no room left for papers. Nothing was saved. Tell the staff, then try again.")
            ) from fault


class _Written:
    """A file that lies on the disk already; Django then moves it to its name."""

    def __init__(self, path: str):
        self._path = path

    def temporary_file_path(self) -> str:
        return self._path

    def close(self) -> None:
        """It is closed by whoever wrote it."""
