"""A refusal is one line of the log, an error of the code keeps its traceback."""

import logging

from kahro.server import logs


def test_a_refused_page_is_one_line_of_the_log_and_a_fault_keeps_its_traceback(world, visit, caplog):
    caplog.handler.addFilter(logs.RefusalsAreShort())
    visit("member").get("/g/sajja-8/members/")
    visit("auditor").get("/g/sajja-8/members/new/")

    refusals = [record for record in caplog.records if record.name == "django.request"]
    assert [record.status_code for record in refusals] == [404, 403]
    assert not any(record.exc_info for record in refusals)
    fault = logging.LogRecord("django.request", logging.ERROR, "", 1, "", (), (ValueError, ValueError(), None))
    assert logs.RefusalsAreShort().filter(fault)
    assert fault.exc_info
