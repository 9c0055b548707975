"""The program that opens a workbook is started by its name, and does nothing when something else imports it."""

import json
import runpy
import subprocess
import sys

from funds.registers.bounded import PROGRAM


def test_started_as_a_program_it_reads_what_it_is_given():
    given = b"{}\n" + "ชื่อ,ยอด\nแดง,5".encode()

    done = subprocess.run([sys.executable, "-I", PROGRAM, "read"], input=given, capture_output=True, check=True)

    answer = json.loads(done.stdout)
    assert (answer["kind"], answer["sheets"][0]["rows"]) == ("csv", [["ชื่อ", "ยอด"], ["แดง", "5"]])


def test_imported_it_reads_nothing_and_leaves_the_path_as_it_was():
    before = list(sys.path)

    assert "main" not in runpy.run_path(str(PROGRAM))
    assert sys.path == before
