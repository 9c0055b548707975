"""What the log says of a refusal."""

import logging


class RefusalsAreShort(logging.Filter):
    """A page refused (403, 404) is one line of the log; tracebacks are for errors of the code."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Drop the traceback of a refusal; every record passes."""
        if record.name.startswith("django.") and record.levelno < logging.ERROR:
            record.exc_info = record.exc_text = None
        return True
