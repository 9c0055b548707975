#!/usr/bin/env python
"""Kahro's command line: `./manage.py help` lists what there is."""

import os
import signal
import sys


def main() -> None:
    """Run one command; SIGTERM ends it in the normal way, so that the database is stopped too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kahro.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
