from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone

from funds.services import reversals
from villages.models import Group, PendingRequest, Person
from villages.paper import pdf
from villages.services import groups, requests, slips

CONTEXT = {
    "letterhead": {
        "name": "กลุ่มสัจจะออมทรัพย์ บ้านไสรักษ์",
        "address": "หมู่ที่ 8 บ้านไสรักษ์ ตำบลกะหรอ อำเภอนบพิตำ จังหวัดนครศรีธรรมราช 80160",
        "phone": "081-234-5678",
        "logo": None,
    },
    "title": "ใบแจ้งรายการเคลื่อนไหวบัญชี",
    "period": "1 มกราคม 2567 ถึง 31 ธันวาคม 2568",
    "head": SimpleNamespace(number="RV6811-00000042", seal="0123456789abcdef" * 4),
    "signatures": [("เหรัญญิก", "นางจำเริญ ณ นคร"), ("ผู้ตรวจสอบ", "")],
    "generated_at": datetime(2025, 12, 31, 10, 30, tzinfo=UTC),
    "demo": False,
}


@pytest.fixture
def other_group(world):
    return groups.create_group(Group.Kind.GOP, "กลุ่มออมทรัพย์", "gop-8", village=world.village)


@pytest.fixture
def newcomer(world, new_id) -> Person:
    return world.new_member(new_id(), born_on=date(1970, 5, 1)).person


@pytest.fixture
def slip(world, newcomer):
    issued, code = slips.issue(newcomer, by=world.secretary)
    return issued, code


@pytest.fixture
def clock(monkeypatch):
    """Moves the time of the site forward."""
    real, ahead = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: real() + ahead[0])

    def forward(seconds: float) -> None:
        ahead[0] += timedelta(seconds=seconds)

    return forward


@pytest.fixture
def pending(world) -> PendingRequest:
    """The receiver asks to reverse a deposit of 500 baht."""
    receipt = world.deposit(500, by=world.receiver)
    return reversals.ask_to_reverse(receipt.entry, by=world.receiver, reason="ลงผิดคน", request_id=uuid4())


@pytest.fixture
def with_paper(world) -> PendingRequest:
    """The same with a paper, which who decides opens first."""
    receipt = world.deposit(500, by=world.receiver)
    wish = requests.Wish(
        world.group,
        "reverse",
        {"entry": receipt.entry.pk},
        maker=world.receiver,
        request_id=uuid4(),
        reason="ลงผิดคน",
        paper=ContentFile(b"%PDF-1.7 a bill", "paper.pdf"),
    )
    return requests.ask(wish, lambda: requests.Ready("ใบเสร็จผิด"))


@pytest.fixture
def somebody(world, new_id) -> Person:
    """Somebody of the register who can log in and holds no office."""
    return world.new_person(new_id(), "สมหมาย", user=User.objects.create_user("somebody"))


@pytest.fixture
def draw(settings, tmp_path) -> Callable[..., bytes]:
    """`draw("<p>…</p>")` is a paper with this content; other words replace those of the context."""
    own = settings.TEMPLATES[0]
    settings.TEMPLATES = [own | {"DIRS": [*own["DIRS"], tmp_path]}]

    def drawn(content: str = "", size: str = "A4", **context) -> bytes:
        blocks = f"{{% block page_size %}}{size}{{% endblock %}}{{% block content %}}{content}{{% endblock %}}"
        (tmp_path / "test_paper.html").write_text('{% extends "paper.html" %}{% load thai %}' + blocks)
        return pdf.paper("test_paper.html", CONTEXT | context)

    return drawn
