"""Each paper on the disk is stored with its SHA-256, so that a change is noticed."""

import hashlib

from django.core.files import File
from django.db.models.fields.files import FieldFile


def digest(file: File) -> str:
    """The SHA-256 of a whole file, which is left at its beginning."""
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return sha256


def is_as_kept(file: FieldFile, sha256: str) -> bool:
    """Whether a kept file is still there and still the one that was handed in."""
    try:
        with file.open("rb") as stored:
            return digest(stored) == sha256
    except FileNotFoundError:
        return False
