"""The auditor's desk: books, entries with their papers, and the proof that stands on every member's page."""

import re
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kahro.books.reports import REPORTS
from ledger import services as ledger
from ledger import verify
from ledger.models import Account, Entry, Verification, Voucher
from tests.kahro.conftest import links, words
from villages.models import Group
from villages.services import groups

PDF = b"%PDF-1.7\n1 0 obj"


JPG = b"\xff\xd8\xff\xe0" + b"0" * 40


def address(world, entry: Entry) -> str:
    return reverse("kahro:entry", args=[world.group.slug, world.book.slug, entry.number])


def keep(browser, world, entry: Entry, name: str, content: bytes):
    return browser.post(address(world, entry), {"file": SimpleUploadedFile(name, content)})


# -- Books -------------------------------------------------------------------------------------------------------------


def test_a_facilitator_is_told_that_the_office_opens_no_books(world, entries, visit):
    assert "หน้าที่ของท่านไม่เปิดสมุดบัญชี" in words(visit("facilitator").get(reverse("kahro:desk")))


def test_a_book_offers_every_report_for_the_days_one_came_with(world, entries, auditor):
    page = auditor.get(reverse("kahro:books", args=["sajja-8"]), {"end": "2024-12-31"})

    leads = links(page)
    for name, (title, _make) in REPORTS.items():
        assert leads[str(title)] == f"/g/sajja-8/books/sajja-8/{name}/?end=2024-12-31"
        assert auditor.get(leads[str(title)]).context["scope"].end == date(2024, 12, 31)


def test_a_book_without_entries_says_so(world, auditor):
    assert "ยังไม่มีรายการ" in words(auditor.get(reverse("kahro:books", args=["sajja-8"])))


# -- An entry ----------------------------------------------------------------------------------------------------------


def test_an_entry_shows_lines_who_when_and_its_seal(world, entries, auditor):
    entry = entries["special"]

    said = words(auditor.get(address(world, entry)))

    for part in (
        f"รายการเลขที่ {entry.number}",
        "ใบสำคัญรับ",
        "บันทึกย้อนหลัง",
        "11010 เงินสด – เงินกองทุน 2,000.25 –",
        f"{world.special_passbook.account.holder} นายประเสริฐ แก้วมณี – 2,000.25",
        "5 กรกฎาคม 2567",
        "รับฝาก ฝากพิเศษ",
        "ผู้บันทึก คุณtreasurer",
        " ".join(re.findall("....", entry.seal)),
        " ".join(re.findall("....", entries["first"].seal)),
    ):
        assert part in said, part


def test_an_entry_says_in_a_sentence_what_happened(world, entries, auditor, reversed_entry):
    for entry, sentence in ((entries["special"], "สมาชิกฝากเงินพิเศษ"), (reversed_entry, "กลับรายการที่ลงไว้")):
        said = words(auditor.get(address(world, entry)))

        assert f"เรื่องที่ลงบัญชี {sentence}" in said
        assert not re.search(r"\bJ\d\d\b", said)


def test_an_entry_approved_by_a_second_officer_names_both(world, entries, auditor, reversed_entry):
    said = words(auditor.get(address(world, reversed_entry)))

    assert "ผู้บันทึก คุณtreasurer" in said
    assert "คุณchecker" in said


def test_entries_lead_to_the_one_before_and_the_one_after(world, entries, auditor):
    leads = links(auditor.get(address(world, entries["tea"])))

    assert auditor.get(leads[f"‹ {entries['special'].number}"]).context["entry"] == entries["special"]
    assert auditor.get(leads[f"{entries['second'].number} ›"]).context["entry"] == entries["second"]
    assert not [text for text in links(auditor.get(address(world, entries["first"]))) if text.startswith("‹")]
    assert not [text for text in links(auditor.get(address(world, entries["bank"]))) if text.endswith("›")]


def test_an_entry_and_its_reversal_lead_to_each_other(world, entries, auditor, reversed_entry):
    undone = auditor.get(address(world, entries["first"]))
    reversal = auditor.get(links(undone)[reversed_entry.number])

    assert f"กลับรายการโดย {reversed_entry.number} : ฝากผิดคน" in words(undone)
    assert f"กลับรายการของ {entries['first'].number} : ฝากผิดคน" in words(reversal)
    assert auditor.get(links(reversal)[entries["first"].number]).context["entry"] == entries["first"]


def test_money_moved_between_two_books_opens_on_both_sides(world, auditor, visit):
    other = groups.create_group(Group.Kind.SAJJA, "กลุ่มอื่น", "other-8", village=world.village).books.get().book
    lent = ledger.open_account(world.book, "12700", "other-8", "ฝากไว้ที่กลุ่มอื่น", counterpart=other)
    owed = ledger.open_account(other, "21020", "sajja-8", "กลุ่มไสรักษ์", counterpart=world.book)
    cash = {book: Account.objects.get(book=book, heading="11010") for book in (world.book, other)}
    here, there = ledger.post_pair(
        (world.book, [ledger.debit(lent, Decimal(50)), ledger.credit(cash[world.book], Decimal(50))]),
        (other, [ledger.debit(cash[other], Decimal(50)), ledger.credit(owed, Decimal(50))]),
        event="J40", on=timezone.localdate(), by=world.treasurer, request_id=uuid4(), memo="ฝากต่อ",
    )  # fmt: skip

    page = auditor.get(address(world, here))
    own = visit("inspector").get(address(world, here))

    assert auditor.get(links(page)[there.number]).context["entry"] == there
    assert f"{there.number}, กลุ่มอื่น" in words(own)
    assert "/g/other-8/" not in own.content.decode()


def test_an_old_entry_opened_by_itself_leads_to_accounts_that_show_it(world, entries, auditor):
    page = auditor.get(address(world, entries["special"]))

    for text in ("11010", "21020"):
        assert entries["special"].number in links(auditor.get(links(page)[text])), text


def test_a_deposit_leads_to_its_receipt(world, entries, auditor):
    receipt = auditor.get(links(auditor.get(address(world, entries["first"])))["เปิดใบเสร็จ"])

    assert receipt.context["receipt"] == entries["first"].receipt


def test_an_unknown_number_is_not_found(world, entries, auditor):
    assert auditor.get(reverse("kahro:entry", args=["sajja-8", "sajja-8", "RV0000-1"])).status_code == 404


# -- The paper behind it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "content"), [("ใบเสร็จ ร้าน.PDF", PDF), ("photo.jpeg", JPG)], ids=["PDF", "photo"])
def test_a_paper_is_kept_byte_for_byte_and_opens_for_who_may_see_the_book(world, entries, visit, name, content):
    keep(visit("bookkeeper"), world, entries["tea"], name, content)

    voucher = Voucher.objects.get()
    page = visit("auditor").get(address(world, entries["tea"]))
    paper = visit("auditor").get(links(page)["เปิดใบสำคัญที่ 1"])
    assert b"".join(paper.streaming_content) == content
    assert voucher.sha256 == sha256(content).hexdigest()
    assert " ".join(re.findall("....", voucher.sha256)) in words(page)
    assert "คุณbookkeeper" in words(page)
    assert Path(voucher.file.name).stem == "paper"
    assert paper["X-Content-Type-Options"] == "nosniff"
    assert "private" in paper["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.html", b"<script>alert(1)</script>", "เก็บได้เฉพาะภาพถ่าย (JPG, PNG) และไฟล์ PDF"),
        ("page.pdf", b"<script>alert(1)</script>", "เก็บได้เฉพาะภาพถ่าย (JPG, PNG) และไฟล์ PDF"),
        ("page.pdf", JPG, "เก็บได้เฉพาะภาพถ่าย (JPG, PNG) และไฟล์ PDF"),
        ("page.pdf", PDF + b"0" * 10 * 1024 * 1024, "10 MB"),
        ("page.pdf", b"", "ว่าง"),
    ],
    ids=["a page", "a page called PDF", "a photo called PDF", "eleven megabytes", "nothing"],
)
def test_what_is_no_paper_is_refused_and_said_why(world, entries, visit, name, content, said):
    answer = keep(visit("treasurer"), world, entries["tea"], name, content)

    assert said in words(answer)
    assert not Voucher.objects.exists()


def test_an_auditor_keeps_no_paper(world, entries, auditor):
    assert keep(auditor, world, entries["tea"], "x.pdf", PDF).status_code == 403
    assert 'type="file"' not in auditor.get(address(world, entries["tea"])).content.decode()


def test_a_paper_opens_under_its_own_entry_only(world, entries, auditor, visit):
    keep(visit("treasurer"), world, entries["tea"], "x.pdf", PDF)
    other = [world.group.slug, world.book.slug, entries["bank"].number, Voucher.objects.get().pk]

    assert auditor.get(reverse("kahro:voucher", args=other)).status_code == 404


@pytest.mark.parametrize("harm", [lambda file: file.write_bytes(PDF + b"2"), Path.unlink], ids=["changed", "lost"])
def test_a_paper_that_is_not_what_was_kept_is_not_shown(world, entries, auditor, visit, harm):
    keep(visit("treasurer"), world, entries["tea"], "x.pdf", PDF)
    voucher = Voucher.objects.get()
    harm(Path(voucher.file.path))

    paper = reverse("kahro:voucher", args=[world.group.slug, world.book.slug, entries["tea"].number, voucher.pk])
    answer = auditor.get(paper, follow=True)

    assert answer.redirect_chain == [(address(world, entries["tea"]), 302)]
    assert len(answer.context["messages"]) == 1


# -- The proof ---------------------------------------------------------------------------------------------------------


def test_before_the_first_run_the_page_lists_what_will_be_checked(world, auditor):
    page = auditor.get(reverse("kahro:verify"))

    assert "ยังไม่เคยตรวจ" in words(page)
    for title, _check in verify.CHECKS.values():
        assert str(title) in words(page)


def test_the_button_runs_every_check_and_tells_of_each_how_long_it_took(world, entries, auditor):
    page = auditor.post(reverse("kahro:verify"), follow=True)

    run = Verification.objects.get()
    assert (run.by, run.passed, run.checks) == (world.auditor, len(verify.CHECKS), len(verify.CHECKS))
    assert f"ผ่าน {run.checks} จาก {run.checks} ข้อ" in words(page)
    assert words(page).count("✓ ผ่าน") == run.checks
    for result in run.results:
        assert f"{result['seconds']:.3f}" in words(page)
    assert f"คุณauditor ✓ {run.checks}/{run.checks}" in words(page)


def test_looking_at_the_page_runs_nothing(world, auditor):
    auditor.get(reverse("kahro:verify"))

    assert not Verification.objects.exists()


def test_a_nights_run_stands_among_the_earlier_ones(world, auditor):
    ledger.verify_and_record()

    assert "ตรวจเองทุกคืน" in words(auditor.get(reverse("kahro:verify")))


@pytest.mark.tampers
def test_what_does_not_agree_is_named_and_stands_on_every_page(world, entries, auditor, visit):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE ledger_line SET credit = credit + 1 WHERE credit = 700")
        cursor.execute("SET LOCAL session_replication_role = origin")

    page = auditor.post(reverse("kahro:verify"), follow=True)

    run = Verification.objects.get()
    assert run.passed < run.checks
    assert words(page).count("✗ ไม่ตรงกัน") == run.checks - run.passed
    assert entries["second"].number in words(page)
    for browser, place in (("member", "funds:me"), ("auditor", "kahro:desk")):
        assert f"ผ่าน {run.passed} จาก {run.checks} ข้อ" in words(visit(browser).get(reverse(place)))


def test_the_result_stands_on_the_members_page_and_on_the_desk(world, entries, auditor, visit):
    auditor.post(reverse("kahro:verify"))

    run = Verification.objects.get()
    for browser, place in (("member", "funds:me"), ("auditor", "kahro:desk")):
        assert f"ผ่าน {run.checks} จาก {run.checks} ข้อ" in words(visit(browser).get(reverse(place)))


# -- Cost --------------------------------------------------------------------------------------------------------------


def test_pages_of_the_desk_cost_the_same_whatever_they_list(world, entries, auditor, visit):
    pages = [reverse("kahro:desk"), reverse("kahro:books", args=["sajja-8"]), reverse("kahro:verify")]
    pages += [reverse("kahro:months", args=["sajja-8", "sajja-8"]), address(world, entries["tea"])]

    def queries() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert auditor.get(page).status_code == 200
            counts.append(len(captured))
        return counts

    ledger.verify_and_record()
    keep(visit("treasurer"), world, entries["tea"], "x.pdf", PDF)
    before = queries()
    for slug in ("vf-1", "vf-2"):
        groups.create_group(Group.Kind.VF, f"กองทุน {slug}", slug, village=world.village)
        ledger.verify_and_record()
        keep(visit("bookkeeper"), world, entries["tea"], "x.pdf", PDF)
        world.deposit(10)

    assert queries() == before
    assert max(before) <= 20
