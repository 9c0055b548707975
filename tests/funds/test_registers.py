"""A committee's register comes in as a whole, or not at all, with every fault named at its place."""

import hashlib
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

from funds.models import Passbook, Pledge, SavingsProduct
from funds.registers import checking, reading
from funds.services import registers
from ledger import queries as books
from ledger.models import Entry
from tests import made_bylaws
from tests.conftest import citizen_id
from villages.models import Group, Member, PendingRequest, Person, RegisterImport, Role, Village
from villages.services import groups

HERE = Path(__file__).parent / "registers"
MOO8, MOO2 = (HERE / name for name in ("moo8-savings.xlsx", "moo2-broken.xlsx"))
HEADER = [
    "เลขที่สมาชิก", "คำนำหน้า", "ชื่อ", "นามสกุล", "เลขประจำตัวประชาชน", "วันเกิด", "วันที่สมัคร", "เงินสัจจะยกมา", "ผู้ปกครอง",
]  # fmt: skip
ROW = ["08-0001", "นาง", "ประไพ", "ใจเย็น", "3800100555125", "13/6/2513", "10 เม.ย. 2560", 6500, None]
TRIAL: list[list] = [["11010", "เงินสด", 6500, None], ["31020", "เงินสัจจะ", None, 6500]]


@pytest.fixture
def group(world) -> Group:
    """A second group of the village, that nobody has joined yet."""
    return groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะใหม่บ้านไสรักษ์", "new-8", village=world.village)


def workbook(*rows: list, header: list = HEADER, trial: list | None = None, day: str = "31 ธันวาคม 2568") -> bytes:
    """A small register and its trial balance."""
    book = Workbook()
    sheet = book.active
    sheet.title = "ทะเบียน"
    for line in ([f"ข้อมูล ณ วันที่ {day}"], header, *rows):
        sheet.append(line)
    other = book.create_sheet("งบ")
    for line in (["รหัส", "ชื่อบัญชี", "เดบิต", "เครดิต"], *(TRIAL if trial is None else trial)):
        other.append(line)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_an_id_whose_first_0_excel_dropped_is_read_whole(group):
    """R0.15: as a number, 0808000000019 is kept as 808000000019."""
    made = checking.check(reading.read(workbook(changed({"เลขประจำตัวประชาชน": 808000000019})), group.code), group)

    assert [row.citizen_id for row in made.rows] == ["0808000000019"]
    assert made.faults == []


def test_who_joined_without_an_id_is_asked_about_and_never_becomes_two_people(group, world):
    person = Person.objects.create(
        network_id="10000003", prefix="นาง", first_name="ประไพ", last_name="ใจเย็น", born_on=date(1970, 1, 1),
        born_known="year", sort_key="",
    )  # fmt: skip

    register = checking.check(reading.read(workbook(ROW), group.code), group)
    question = next(question for question in register.questions if question.kind == "alike")
    other = checking.check(reading.read(workbook(ROW), group.code, {question.key: "other"}), group)
    numbered = checking.check(reading.read(workbook(changed({"เลขประจำตัวประชาชน": "1000-0003"})), group.code), group)
    unknown = checking.check(reading.read(workbook(changed({"เลขประจำตัวประชาชน": "10000011"})), group.code), group)

    assert register.rows[0].person == person
    assert other.rows[0].person is None
    assert (numbered.rows[0].person, numbered.faults) == (person, [])
    assert unknown.faults


def changed(cells: dict) -> list:
    """The usual row, some of its cells otherwise."""
    row = dict(zip(HEADER, ROW, strict=True)) | cells
    return [row[name] for name in HEADER]


def faults(content: bytes, group: Group) -> list[tuple]:
    register = checking.check(reading.read(content, group.code), group)
    return [(fault.sheet, fault.row, fault.column[:1]) for fault in register.faults]


def second(by: User) -> User:
    """Somebody else than who uploaded."""
    return User.objects.get(username="checker" if by.username != "checker" else "chair")


def bring(group: Group, content: bytes, by) -> Entry:
    register, stored = registers.keep_register(group, "register.xlsx", content, by=by)
    assert register.faults == []
    assert stored
    entry = registers.confirm_register(stored, by=second(by))
    assert entry
    return entry


# -- The two registers that committees sent ----------------------------------------------------------------------------


def test_the_register_of_moo_8_comes_in_whole(world, group):
    entry = bring(group, MOO8.read_bytes(), world.treasurer)

    assert (entry.event, entry.kind, entry.on) == ("J01", "OB", date(2025, 12, 31))
    assert group.members.count() == 150
    balances = {row.heading.code: row.closing_debit - row.closing_credit for row in trial_balance(entry).rows}
    assert balances == {
        "11010": Decimal("500.00"),
        "12300": Decimal("3026187.58"),
        "31010": Decimal("-45400.00"),
        "31020": Decimal("-2839321.50"),
        "34100": Decimal("-141966.08"),
    }
    passbooks = Passbook.objects.filter(member__group=group).select_related("account__heading")
    assert sum(books.balances([p.account for p in passbooks if p.product.kind == "shares"]).values()) == 45400


def trial_balance(entry: Entry) -> books.TrialBalance:
    return books.trial_balance(entry.book, entry.on, entry.on)


def test_a_row_of_moo_8_becomes_a_member_with_everything_that_stands_in_it(world, group):
    bring(group, MOO8.read_bytes(), world.treasurer)

    member = Member.objects.select_related("person").get(group=group, number="08-0004")
    assert str(member.person) == "เด็กหญิงเอื้อมพร ใจเย็น"  # written ด.ญ.
    assert (member.person.born_on, member.joined_on) == (date(2017, 2, 22), date(2024, 2, 16))
    assert (member.person.house_no, member.person.village) == ("159/1", world.village)
    assert member.guardian is None
    assert [(n.name, n.relation, n.share) for n in member.nominees.all()] == [("สมพงษ์ ใจเย็น", "พี่น้อง", 100)]
    pledged = member.passbooks.get(product__kind="pledged")
    assert books.balance(pledged.account) == Decimal("19000.25")
    assert Pledge.objects.get(passbook=pledged).amount == 200
    assert member.membership_periods.get().left_on is None


def test_dates_ids_and_numbers_of_every_sort_in_moo_8_are_read(world, group):
    register = reading.read(MOO8.read_bytes(), "08")

    rows = {row.number: row for row in register.rows}
    assert rows["08-0001"].citizen_id == "3808360777672"  # in Thai digits
    assert rows["08-0007"].citizen_id == "1807461944488"  # with dashes
    assert rows["08-0010"].citizen_id == "8809466959750"  # a number
    assert rows["08-0009"].citizen_id == "3806118314257"  # with spaces around
    assert rows["08-0002"].born_on == date(2000, 12, 3)  # 03/12/43
    assert rows["08-0010"].born_on == date(2009, 3, 5)  # ๕ มี.ค. ๒๕๕๒
    assert rows["08-0014"].born_on == date(1944, 3, 19)  # 19-3-2487
    assert rows["08-0001"].joined_on == date(2024, 4, 10)  # a real date of Excel
    assert rows["08-0010"].village == 8  # ๘
    assert rows["08-0009"].balances["shares"] == 0  # a dash
    assert rows["08-0012"].balances["pledged"] == Decimal("2212.50")  # "2,212.50"


def test_the_nine_faults_of_moo_2_are_told_in_one_run_each_at_its_row(world):
    village = Village.objects.create(number=2, name="บ้านตลาดจันทร์")
    group = groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะบ้านตลาดจันทร์", "sajja-2", village=village)

    register, stored = registers.keep_register(group, "moo2.xlsx", MOO2.read_bytes(), by=world.treasurer)

    assert [(fault.sheet, fault.row, fault.column) for fault in register.faults] == [
        ("ทะเบียนสมาชิก", 11, "F เลขประจำตัวประชาชน"),  # the check digit
        ("ทะเบียนสมาชิก", 16, "F เลขประจำตัวประชาชน"),  # stands in row 7 too
        ("ทะเบียนสมาชิก", 19, "M เงินสัจจะยกมา"),  # -500
        ("ทะเบียนสมาชิก", 22, "D ชื่อ"),  # empty
        ("ทะเบียนสมาชิก", 25, "G วันเกิด"),  # 31 ก.พ. 2520
        ("ทะเบียนสมาชิก", 27, "M เงินสัจจะยกมา"),  # in words
        ("ทะเบียนสมาชิก", 30, "B เลขที่สมาชิก"),  # stands in row 29 too
        ("ทะเบียนสมาชิก", 32, "K วันที่สมัคร"),  # after the register's day
        ("งบทดลอง", 7, "C เดบิต"),  # the sides differ
    ]
    assert all(fault.cure for fault in register.faults)
    assert "100.00" in register.faults[-1].cure
    assert stored is None
    assert not RegisterImport.objects.exists()
    assert not group.members.exists()
    assert not Entry.objects.exists()


# -- Once, and as it was uploaded --------------------------------------------------------------------------------------


def test_a_register_comes_in_only_once(world, group):
    bring(group, MOO8.read_bytes(), world.treasurer)

    register, stored = registers.keep_register(group, "again.xlsx", MOO8.read_bytes(), by=world.treasurer)

    assert stored is None
    assert "register.xlsx" in register.faults[0].cure
    assert group.members.count() == 150


def test_confirming_twice_makes_everything_once(world, group):
    register, stored = registers.keep_register(group, "r.xlsx", workbook(ROW), by=world.treasurer)
    registers.confirm_register(stored, by=world.checker)

    with pytest.raises(ValidationError):
        registers.confirm_register(stored, by=world.secretary)

    assert group.members.count() == 1
    assert Entry.objects.count() == 1


def test_the_file_is_kept_byte_for_byte_with_its_hash_and_who_confirmed_it(world, group, client):
    content = MOO8.read_bytes()
    entry = bring(group, content, world.treasurer)

    client.force_login(world.auditor)
    answer = client.get(reverse("funds:register_file", args=[group.slug, entry.register.pk]))

    assert b"".join(answer.streaming_content) == content
    assert (entry.register.uploaded_by, entry.register.confirmed_by) == (world.treasurer, world.checker)
    assert entry.register.sha256 == hashlib.sha256(content).hexdigest()
    page = client.get(reverse("kahro:entry", args=[group.slug, entry.book.slug, entry.number])).content.decode()
    assert reverse("funds:register_file", args=[group.slug, entry.register.pk]) in page


def test_a_kept_file_that_was_exchanged_before_confirming_is_refused(world, group):
    register, stored = registers.keep_register(group, "r.xlsx", workbook(ROW), by=world.treasurer)
    Path(stored.file.path).write_bytes(workbook(changed({"ชื่อ": "อื่น"})))

    with pytest.raises(ValidationError):
        registers.confirm_register(stored, by=world.checker)

    assert not group.members.exists()


def test_another_file_than_was_kept_is_never_handed_out(world, group, client):
    entry = bring(group, workbook(ROW), world.treasurer)
    Path(entry.register.file.path).unlink()
    client.force_login(world.auditor)

    answer = client.get(reverse("funds:register_file", args=[group.slug, entry.register.pk]), follow=True)

    assert "แจ้งผู้ตรวจสอบบัญชี" in answer.content.decode()


def test_a_group_with_members_takes_no_register(world):
    assert faults(workbook(ROW), world.group)[0] == ("", None, "")


def test_a_book_of_the_governments_money_takes_no_register(world):
    fund = groups.create_group(Group.Kind.WEL, "กองทุนสวัสดิการ", "wel-8", village=world.village)

    assert ("", None, "") in faults(workbook(ROW), fund)


# -- Single faults -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "letter"),
    [
        ("เลขที่สมาชิก", "02-0001", "A"),  # another group's
        ("เลขที่สมาชิก", "แปด", "A"),
        ("คำนำหน้า", None, "B"),
        ("ชื่อ", "ก" * 81, "C"),
        ("ชื่อ", date(2025, 1, 2), "C"),
        ("เลขประจำตัวประชาชน", None, "E"),
        ("เลขประจำตัวประชาชน", "110140000001", "E"),
        ("วันเกิด", None, "F"),
        ("วันเกิด", "29/2/2566", "F"),
        ("วันเกิด", "1/1/2569", "F"),
        ("วันที่สมัคร", "1 มกราคม 2500", "G"),  # before being born
        ("วันที่สมัคร", "สิบเมษา", "G"),
        ("เงินสัจจะยกมา", "6,50", "H"),
        ("เงินสัจจะยกมา", 0.001, "H"),
        ("เงินสัจจะยกมา", "#REF!", "H"),
        ("เงินสัจจะยกมา", 10**13, "H"),
        ("เงินสัจจะยกมา", 1e26, "H"),
        ("ผู้ปกครอง", "08-0099", "I"),
        ("ผู้ปกครอง", "08-0001", "I"),  # nobody guards themselves
    ],
)
def test_one_wrong_cell_is_told_at_its_place(world, group, column, value, letter):
    assert ("ทะเบียน", 3, letter) in faults(workbook(changed({column: value})), group)


def test_a_register_of_another_village_is_told_once(world, group):
    rows = [changed({"เลขที่สมาชิก": f"02-000{n}", "เลขประจำตัวประชาชน": citizen_id(380010055600 + n)}) for n in (1, 2)]
    trial = [["11010", "เงินสด", 13000, None], ["31020", "เงินสัจจะ", None, 13000]]

    assert faults(workbook(*rows, trial=trial), group) == [("ทะเบียน", 3, "A")]


def test_a_person_the_network_knows_under_another_name_is_told(world, group):
    row = changed({"เลขประจำตัวประชาชน": world.member.person.citizen_id})

    assert faults(workbook(row), group) == [("ทะเบียน", 3, "E")]


def test_a_person_the_network_knows_is_not_made_twice(world, group):
    person = world.member.person
    known = [person.first_name, person.last_name, person.citizen_id, person.born_on]
    row = changed(dict(zip(["ชื่อ", "นามสกุล", "เลขประจำตัวประชาชน", "วันเกิด"], known, strict=True)))

    bring(group, workbook(row), world.treasurer)

    assert group.members.get().person == person
    assert Person.objects.filter(citizen_id=person.citizen_id).count() == 1


def test_a_child_comes_in_with_the_guardian_of_the_register(world, group, new_id):
    child = changed(
        {"เลขที่สมาชิก": None, "คำนำหน้า": "ด.ช.", "ชื่อ": "แดง", "เลขประจำตัวประชาชน": new_id(), "วันเกิด": "1/1/2558"}
    )
    child[-2:] = ["-", "๐๘-๐๐๐๑"]

    bring(group, workbook(ROW, child), world.treasurer)

    member = group.members.get(number="08-0002")  # the next free number
    assert member.guardian.first_name == "ประไพ"


def test_a_formula_that_was_never_worked_out_is_told(world, group):
    assert ("ทะเบียน", 3, "H") in faults(workbook(changed({"เงินสัจจะยกมา": "=6000+500"})), group)


def test_a_total_that_is_not_the_sum_is_told(world, group):
    total = [None, None, "รวม", None, None, None, None, 6501, None]

    assert faults(workbook(ROW, total), group) == [("ทะเบียน", 4, "H")]


def test_a_trial_balance_with_other_savings_than_the_members_have_is_told(world, group):
    trial = [["11010", "เงินสด", 7000, None], ["31020", "เงินสัจจะ", None, 7000]]

    assert faults(workbook(ROW, trial=trial), group) == [("งบ", 3, "D")]


@pytest.mark.parametrize("code", ["99999", "11000", "13010", "abc"])
def test_an_account_that_takes_no_opening_amount_is_told(world, group, code):
    trial = [*TRIAL, [code, "อื่น", 5, None], ["34100", "ทุน", None, 5]]

    assert faults(workbook(ROW, trial=trial), group) == [("งบ", 4, "A")]


def test_money_of_members_without_a_column_for_it_is_told(world, group):
    trial = [["11010", "เงินสด", 6600, None], *TRIAL[1:], ["31010", "หุ้น", None, 100]]

    assert faults(workbook(ROW, trial=trial), group) == [("งบ", 4, "D")]


def test_two_days_and_no_day_are_told(world, group):
    assert faults(workbook(ROW, day="สิ้นปี"), group) == [("ทะเบียน", 1, "")]
    assert ("", None, "") in faults(workbook(ROW, day="31 ธันวาคม 2600"), group)


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken", "ชื่อ,นามสกุล".encode()])
def test_what_is_no_workbook_is_told(world, group, content):
    assert faults(content, group) == [("", None, "")]


def test_a_workbook_without_a_register_is_told(world, group):
    book, content = Workbook(), BytesIO()
    book.active.append(["สวัสดี"])
    book.save(content)

    assert faults(content.getvalue(), group) == [("", None, ""), ("", None, "")]


def test_a_missing_column_is_told_at_the_header(world, group):
    header = [name if name != "วันเกิด" else "ปีเกิด" for name in HEADER]

    register = checking.check(reading.read(workbook(ROW, header=header), "08"), group)

    assert [(fault.row, fault.sheet) for fault in register.faults] == [(2, "ทะเบียน")]
    assert any("F ปีเกิด" in note for note in register.notes)


def test_headers_of_other_wording_and_names_in_one_cell_are_understood(world, group):
    header = ["เลขทะเบียน", "ชื่อ - สกุล", "เลขบัตรประชาชน (13 หลัก)", "วัน/เดือน/ปีเกิด", "วันสมัคร", "เงินสัจจะสะสม (บาท)"]
    row = ["1", "น.ส.ประไพ  ใจเย็น", 3800100555125, "13-6-2513", "10 เมษายน 2560", "๖,๕๐๐.๐๐"]

    bring(group, workbook(row, header=header), world.treasurer)

    member = group.members.get()
    assert (member.number, str(member.person)) == ("08-0001", "นางสาวประไพ ใจเย็น")


def test_a_product_the_group_offers_already_takes_the_money(world, group):
    bylaw = {"from_on": date(2015, 1, 1), "resolution": "มติ 1/2558"}
    mine = made_bylaws.offer(group.books.get(), "pledged", "เงินสัจจะของเรา", minimum=10, step=10, **bylaw)

    bring(group, workbook(ROW), world.treasurer)

    assert Passbook.objects.get(member__group=group).product == mine
    assert SavingsProduct.objects.filter(group=group).count() == 1


def test_who_came_with_the_register_saves_on_at_the_counter(world, group):
    bring(group, workbook(ROW), world.staff)
    passbook = Passbook.objects.get(member__group=group)
    with pytest.raises(ValidationError, match="รอกรรมการอีกคนเห็นชอบ"):
        world.deposit("100", passbook=passbook)
    made_bylaws.agree_waiting(group)

    world.deposit("100", passbook=passbook)

    assert books.balance(passbook.account) == 6600


# -- The browser and the command ---------------------------------------------------------------------------------------


def upload(client, group: Group, content: bytes, name: str = "register.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("funds:register", args=[group.slug]), {"file": file}, follow=True)


def test_upload_preview_and_confirm(world, group, client):
    client.force_login(world.staff)

    preview = upload(client, group, MOO8.read_bytes())
    page = preview.content.decode()

    assert "2,839,321.50" in page
    assert "08-0150" in page
    assert "3802776393579" not in page  # masked
    assert not group.members.exists()
    stored = RegisterImport.objects.get()
    address = reverse("funds:register_upload", args=[group.slug, stored.pk])
    assert client.post(address, {"request_id": uuid4()}).url == PendingRequest.objects.get().get_absolute_url()
    assert not group.members.exists()  # who uploads never confirms
    client.post(PendingRequest.objects.get().get_absolute_url(), {"approve": "1"})
    assert not group.members.exists()

    world.appoint(world.stranger, Role.STAFF, None)  # nobody holds an office here yet, so a second of the staff agrees
    client.force_login(world.stranger)
    request_page = client.get(PendingRequest.objects.get().get_absolute_url()).content.decode()
    assert all(text in request_page for text in ("register.xlsx", "150", address))
    client.post(PendingRequest.objects.get().get_absolute_url(), {"approve": "1"})
    assert group.members.count() == 150
    client.force_login(world.staff)
    again = client.get(reverse("funds:register", args=[group.slug])).content.decode()
    assert stored.sha256[:4] in again


def test_the_preview_asks_the_same_few_questions_for_one_row_and_for_many(
    world, group, client, django_assert_num_queries
):
    client.force_login(world.staff)
    for content in (workbook(ROW), MOO8.read_bytes()):
        register, stored = registers.keep_register(group, "r.xlsx", content, by=world.staff)
        with django_assert_num_queries(17):
            client.get(reverse("funds:register_upload", args=[group.slug, stored.pk]))


def test_a_broken_upload_lists_every_place_and_writes_nothing(world, client):
    village = Village.objects.create(number=2)
    group = groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะหมู่ 2", "sajja-2", village=village)
    client.force_login(world.staff)

    page = upload(client, group, MOO2.read_bytes()).content.decode()

    assert page.count("<tr>") - 1 == 9
    assert "8808889964373" not in page
    assert not RegisterImport.objects.exists()


def test_nothing_chosen_is_told_in_thai(world, group, client):
    client.force_login(world.staff)

    page = client.post(reverse("funds:register", args=[group.slug])).content.decode()

    assert _("This field is required.") in page


def test_the_blank_register_filled_in_comes_in(world, group, client):
    client.force_login(world.staff)
    blank = client.get(reverse("funds:register_template", args=[group.slug])).content
    book = load_workbook(BytesIO(blank))
    sheet, trial = book.worksheets[:2]
    column = {cell.value: cell.column for cell in sheet[4]}
    for name, value in zip(HEADER, ROW, strict=True):
        sheet.cell(5, column[name], value)
    for row in trial.iter_rows(min_row=3):
        if row[0].value == "11010":
            row[2].value = 6500
        if row[0].value == "31020":
            row[3].value = 6500
    filled = BytesIO()
    book.save(filled)

    bring(group, filled.getvalue(), world.treasurer)

    assert group.members.count() == 1


def two(group: Group, world) -> list[str]:
    """The names of two officers of a group for the command; they hold their office here too."""
    for name in ("treasurer", "checker"):
        if not group.officers.filter(person=world.users[name].person).exists():
            world.appoint(world.users[name], Role(name), group)
    return ["--by", "treasurer", "--agreed-by", "checker"]


def test_the_command_brings_a_register_in(world, group):
    out = StringIO()

    call_command("import_register", MOO8, "--group", group.slug, *two(group, world), stdout=out)

    entry = Entry.objects.get()
    assert entry.number in out.getvalue()
    assert (entry.by, entry.approved_by) == (world.treasurer, world.checker)
    with pytest.raises(CommandError):
        call_command("import_register", MOO8, "--group", group.slug, *two(group, world), stdout=out, stderr=out)


@pytest.mark.parametrize("named", [[], ["--by", "treasurer"], ["--by", "treasurer", "--agreed-by", "treasurer"]])
def test_the_command_wants_two_officers(world, group, named):
    two(group, world)

    with pytest.raises(CommandError):
        call_command("import_register", MOO8, "--group", group.slug, *named, stdout=StringIO())

    assert not group.members.exists()


def test_the_command_only_tells_what_it_would_do(world, group):
    out = StringIO()

    call_command("import_register", MOO8, "--group", group.slug, "--dry-run", stdout=out)

    assert "150" in out.getvalue()
    assert not group.members.exists()
    assert not RegisterImport.objects.exists()


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_the_command_names_every_fault_and_fails(world, group, dry):
    err = StringIO()

    with pytest.raises(CommandError):
        call_command("import_register", MOO2, "--group", group.slug, *two(group, world), *dry, stderr=err)

    assert len(err.getvalue().splitlines()) >= 9
    assert not Entry.objects.exists()
    assert not RegisterImport.objects.exists()


def test_the_command_says_who_or_what_is_not_there(world, group):
    for arguments in (["--group", "nobody"], ["--group", group.slug, "--by", "nobody"]):
        with pytest.raises(CommandError):
            call_command("import_register", MOO8, *arguments)
    with pytest.raises(CommandError):
        call_command("import_register", "no-such-file.xlsx", "--group", group.slug)


def test_a_workbook_that_would_eat_the_memory_is_refused(world, group):
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<!DOCTYPE s [<!ENTITY a0 "a">{bomb}]><worksheet'.encode()
    content = BytesIO()
    with ZipFile(BytesIO(workbook(ROW))) as honest, ZipFile(content, "w") as evil:
        for part in honest.namelist():
            evil.writestr(part, honest.read(part).replace(b"<worksheet", head, 1))

    assert faults(content.getvalue(), group) == [("", None, "")]


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("จ.ส.อ.ประไพ ใจเย็น", "จ.ส.อ.ประไพ ใจเย็น"),
        ("แม่ชีประไพ  ใจเย็น", "แม่ชีประไพ ใจเย็น"),
        ("Mrs. Prapai K.", "Mrs.Prapai K."),
    ],
)
def test_titles_in_a_one_cell_name_are_known(world, group, name, member):
    header = ["ชื่อ - สกุล", *HEADER[4:8]]

    bring(group, workbook([name, *ROW[4:8]], header=header), world.treasurer)

    assert str(Member.objects.get(group=group).person) == member


def test_a_doubtful_title_is_asked_about_and_the_name_is_as_answered(group):
    header, row = ["ชื่อ - สกุล", *HEADER[4:8]], ["พระพาย ใจเย็น", *ROW[4:8]]
    content = workbook(row, header=header)

    register = reading.read(content, group.code)
    question = register.questions[0]
    assert (question.kind, question.found) == ("title", "พระพาย ใจเย็น")
    assert (register.rows[0].prefix, register.rows[0].first_name) == ("พระ", "พาย")

    answered = reading.read(content, group.code, {question.key: "name"}).rows[0]
    assert (answered.prefix, answered.first_name, answered.last_name) == ("", "พระพาย", "ใจเย็น")


def test_a_title_stands_also_before_a_first_name_of_its_own_column(group):
    rows = [changed({"ชื่อ": "นางประไพ"}), changed({"คำนำหน้า": None, "ชื่อ": "น.ส.ประไพ"})]

    read = reading.read(workbook(*rows), group.code)

    assert [(row.prefix, row.first_name) for row in read.rows] == [("นาง", "ประไพ"), ("นางสาว", "ประไพ")]
    assert read.questions == []


def test_a_title_column_that_says_otherwise_than_the_name_is_asked_about(group):
    read = reading.read(workbook(changed({"คำนำหน้า": "นางสาว", "ชื่อ": "นางประไพ"})), group.code)

    assert [question.kind for question in read.questions] == ["title"]


def test_a_header_and_a_name_typed_otherwise_are_read_in_the_one_spelling(world, group):
    world.village.refresh_from_db()
    header = ["คํานําหน้า\u200b", "\ufeffชื่อ", "นาม\u00a0สกุล", "เลขประจําตัวประชาชน", *HEADER[5:8]]
    row = ["นาง", "ส\u0e4d\u0e32รวย", "ใจ\u200bเย็น", "\u200b3800100555125\ufeff", *ROW[5:8]]

    bring(group, workbook(row, header=header), world.treasurer)

    assert str(Member.objects.get(group=group).person) == "นางสำรวย ใจเย็น"
