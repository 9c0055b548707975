"""A sub-district is opened at the server's prompt: institution, villages, and two of the network's staff."""

import re
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from ledger import verify
from ledger.models import Heading
from villages import access
from villages.models import ActivationSlip, Institution, Officer, Person, Village

CARD = {
    "name": "สถาบันการเงินชุมชนตำบลกะหรอ",
    "subdistrict": "กะหรอ",
    "district": "นบพิตำ",
    "province": "นครศรีธรรมราช",
    "postcode": "80160",
    "villages": "9",
}
FIRST = "1101400000014;นาง;สมใจ;ใจดี;1/5/2513;12/3;8"
SECOND = "3840800123457;นาย;สมชาย;มั่นคง;25 ก.ย. 2508;40;2"


def begin(tmp_path, *staff: str, code: str = "801903", **card: str) -> str:
    out = StringIO()
    options = [f"--{name}={value}" for name, value in (CARD | card).items()]
    people = [f"--staff={one}" for one in staff or (FIRST, SECOND)]
    call_command("open_subdistrict", code, *options, *people, f"--folder={tmp_path}", stdout=out)
    return out.getvalue()


def test_an_institution_with_its_villages_and_two_staff_begins(db, tmp_path):
    begin(tmp_path)

    institution = Institution.objects.get()
    assert (institution.code, str(institution)) == ("801903", CARD["name"])
    assert list(Village.objects.values_list("number", flat=True)) == list(range(1, 10))
    assert {(str(office.person), office.role) for office in Officer.objects.all()} == {
        ("นางสมใจ ใจดี", "staff"),
        ("นายสมชาย มั่นคง", "staff"),
    }
    assert Heading.objects.exists()
    assert verify.problems() == []


def test_each_opens_their_own_account_with_the_printed_slip(db, tmp_path, client):
    out = begin(tmp_path)

    number, code = re.findall(r"(\d{9})\D+(\d{4} \d{4})", out)[0]
    paper = PdfReader(tmp_path / f"slip-{number}.pdf").pages[0].extract_text()
    assert code in " ".join(paper.split())
    answers = {"slip": number, "code": code, "last_digits": "0014", "born_on": "1/5/2513", "username": "somjai"}
    client.post("/activate/", answers | {"password": "ปลาทูทอด-ข้าวสวย", "again": "ปลาทูทอด-ข้าวสวย"})

    assert access.may(User.objects.get(username="somjai"), "keep the network")
    assert client.get("/network/officers/").status_code == 200


def test_there_is_one_institution(world, tmp_path):
    with pytest.raises(CommandError, match="มีอยู่แล้ว"):
        begin(tmp_path)

    assert Institution.objects.get() == world.institution


@pytest.mark.parametrize(
    ("staff", "card"),
    [
        ([FIRST, FIRST.replace("1101400000014", "1809900001231")], {}),
        ([FIRST, FIRST], {}),
        ([FIRST, SECOND, "3800100555125;นาง;สาม;คน;1/1/2500;7;1"], {}),
        ([FIRST, SECOND.replace(";2", ";12")], {}),
        ([FIRST, SECOND.replace("2508", "2560")], {}),
        ([FIRST, SECOND.replace(";40;", ";;")], {}),
        ([FIRST, SECOND.replace("3840800123457", "3840800123458")], {}),
        ([FIRST, SECOND.replace("3840800123457", "9000000010017")], {}),
        ([FIRST, "สมชาย"], {}),
        ([FIRST, SECOND], {"code": "80"}),
        ([FIRST, SECOND], {"villages": "many"}),
        ([FIRST, SECOND], {"postcode": "801600"}),
    ],
    ids=[
        "one house", "one person", "three", "no such village", "a child", "no house", "no ID", "invented", "no fields",
        "code", "villages", "postcode",
    ],
)  # fmt: skip
def test_all_or_nothing(db, tmp_path, staff, card):
    with pytest.raises(CommandError):
        begin(tmp_path, *staff, **card)

    assert not any(model.objects.exists() for model in (Institution, Village, Person, Officer, ActivationSlip))
    assert not list(tmp_path.iterdir())


def test_what_is_not_given_is_asked(db, tmp_path, monkeypatch):
    answers = iter([*CARD.values(), *FIRST.split(";"), *SECOND.split(";")])
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))

    call_command("open_subdistrict", "801903", f"--folder={tmp_path}", stdout=StringIO())

    assert Officer.objects.count() == 2
