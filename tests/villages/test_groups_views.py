"""A group's start page, its card and its papers in the browser."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from villages.models import Group
from villages.queries import groups as groups_queries
from villages.services import people

PDF = b"%PDF-1.7\n1 0 obj"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
CARD = {"name": "กลุ่มสัจจะออมทรัพย์บ้านไสรักษ์", "history": "เริ่มจากสมาชิก 30 คน", "founded_on": "25 กันยายน 2548"}


def save(browser, **files):
    return browser.post("/g/sajja-8/settings/", CARD | files)


# -- The home ----------------------------------------------------------------------------------------------------------


def test_the_card_counts_people_and_money_and_every_figure_opens(world, visit, new_id):
    world.new_member(new_id(), born_on=date(1950, 1, 1))
    child = world.new_person(new_id(), born_on=date(2015, 2, 1))
    people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)
    people.leave(world.new_member(new_id()), on=date(2024, 6, 1), reason="ย้ายบ้าน")
    world.deposit(500)
    world.deposit("250.50", passbook=world.special_passbook)
    browser = visit("treasurer")

    page = browser.get("/g/sajja-8/")

    text = page.content.decode()
    assert page.context["people"] == {"members": 3, "minors": 1, "elders": 2, "committee": 8}
    assert page.context["savings"] == 750.50
    for figure in ("500.00", "250.50", "750.50"):
        assert figure in text
    for link in ("members/?state=minors", "books/sajja-8/balances/?code=31020", "books/sajja-8/ledger/?code=11010"):
        assert f'href="/g/sajja-8/{link}"' in text
        assert browser.get(f"/g/sajja-8/{link}").status_code == 200


@pytest.mark.parametrize(
    ("name", "act", "page"),
    [
        ("receiver", True, "/g/sajja-8/deposit/"),
        ("checker", False, "/g/sajja-8/deposit/"),
        ("auditor", True, "/g/sajja-8/books/"),
        ("facilitator", False, "/g/sajja-8/books/"),
        ("facilitator", False, "/g/sajja-8/members/?state=here"),
        ("secretary", True, "/g/sajja-8/settings/"),
        ("loans", False, "/g/sajja-8/settings/"),
    ],
)
def test_the_home_offers_what_one_may_do_and_nothing_else(world, visit, name, act, page):
    browser = visit(name)

    assert (f'href="{page}"' in browser.get("/g/sajja-8/").content.decode()) is act
    assert (browser.get(page).status_code == 200) is act


def test_strangers_see_no_such_page_and_nobody_is_sent_to_log_in(world, visit):
    assert visit("stranger").get("/g/sajja-8/").status_code == 404
    assert visit("member").get("/g/sajja-8/").status_code == 404
    assert Client().get("/g/sajja-8/")["Location"] == "/accounts/login/?next=/g/sajja-8/"


# -- Letterhead and papers ---------------------------------------------------------------------------------------------


def test_card_and_letterhead_are_written_down(world, visit):
    save(visit("secretary"), logo=SimpleUploadedFile("logo.svg", PNG), bylaws=SimpleUploadedFile("x.html", PDF))

    group = Group.objects.get()
    assert (group.history, group.founded_on) == (CARD["history"], date(2005, 9, 25))
    assert groups_queries.letterhead(group)["logo"].startswith("data:image/png;base64,")
    assert groups_queries.letterhead(group)["address"].startswith("หมู่ที่ 8 บ้านไสรักษ์ ตำบลกะหรอ")


def test_by_laws_open_for_the_groups_officers_only_and_never_as_a_page(world, visit, settings):
    save(visit("secretary"), bylaws=SimpleUploadedFile("ข้อบังคับ.html", PDF))

    answer = visit("facilitator").get("/g/sajja-8/bylaws.pdf")

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert visit("stranger").get("/g/sajja-8/bylaws.pdf").status_code == 404
    assert Client().get("/g/sajja-8/bylaws.pdf").status_code == 302
    stored_file = Group.objects.get().bylaws
    assert Path(stored_file.path).is_relative_to(settings.MEDIA_ROOT)
    for address in (f"/media/{stored_file.name}", f"/{stored_file.name}", f"/static/{stored_file.name}"):
        assert Client().get(address).status_code == 404


def test_without_by_laws_there_is_no_such_page(world, visit):
    assert visit("chair").get("/g/sajja-8/bylaws.pdf").status_code == 404
