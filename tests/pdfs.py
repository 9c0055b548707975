"""The text of a PDF, as another program reads it."""

import subprocess

from pythainlp.util import normalize


def printed(content: bytes, order: str = "-layout") -> str:
    """The text of a PDF as somebody copies it out, on one line; `-raw` keeps a cell of several lines together."""
    pipe = subprocess.run(["pdftotext", order, "-", "-"], input=content, capture_output=True, check=True)
    return normalize(" ".join(pipe.stdout.decode().split()))
