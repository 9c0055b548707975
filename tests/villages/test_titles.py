"""Titles are known by data, cut off where a name is sure, and asked about where it is not."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from ledger import thai
from villages import titles

CUTS = {
    "ร.ต.สมชาย ใจดี": ("ร.ต.", "สมชาย ใจดี"),
    "ว่าที่ร้อยตรีสมชาย ใจดี": ("ว่าที่ร้อยตรี", "สมชาย ใจดี"),
    "ว่าที่ร.ต. สมชาย ใจดี": ("ว่าที่ร.ต.", "สมชาย ใจดี"),
    "ว่าที่ ร.ต.หญิง สมใจ ใจดี": ("ว่าที่ ร.ต.หญิง", "สมใจ ใจดี"),
    "ดร.สมชาย ใจดี": ("ดร.", "สมชาย ใจดี"),
    "สามเณรแก้ว ใจดี": ("สามเณร", "แก้ว ใจดี"),
    "แม่ชีบุญ ใจดี": ("แม่ชี", "บุญ ใจดี"),
    "ม.ล.ปลื้ม ใจดี": ("ม.ล.", "ปลื้ม ใจดี"),
    "จ.ส.อ. สมชาย ใจดี": ("จ.ส.อ.", "สมชาย ใจดี"),
    "จสอ.สมชาย ใจดี": ("จสอ.", "สมชาย ใจดี"),
    "พ.ต.ท.สมชาย ใจดี": ("พ.ต.ท.", "สมชาย ใจดี"),
    "นส.สมใจ ใจดี": ("นางสาว", "สมใจ ใจดี"),
    "น.ส สมใจ ใจดี": ("นางสาว", "สมใจ ใจดี"),
    "น\u200b.ส.\u00a0สมใจ  ใจดี": ("นางสาว", "สมใจ ใจดี"),
    "ด.ญ. ขวัญ ใจดี": ("เด็กหญิง", "ขวัญ ใจดี"),
    "ดชขวัญ ใจดี": ("เด็กชาย", "ขวัญ ใจดี"),
    "Mr. John Smith": ("Mr.", "John Smith"),
    "MRS.ANNA K": ("MRS.", "ANNA K"),
    "นายแพทย์สมชาย ใจดี": ("นายแพทย์", "สมชาย ใจดี"),
    "นางสาวิตรี ใจดี": ("นาง", "สาวิตรี ใจดี"),
    "นางมา": ("นาง", "มา"),
    "พระ พาย ใจดี": ("พระ", "พาย ใจดี"),
    "พระมหาสมชาย ฐานวโร": ("พระมหา", "สมชาย ฐานวโร"),
}
NONE = ["นางาม ใจดี", "นายิกา ใจดี", "คุณากร ใจดี", "ศศิ ใจดี", "นพ แสงทอง", "Mrchi X", "สมชาย ใจดี", "นาย", ""]
DOUBTFUL = ["พระพาย ใจดี", "คุณสมชาย ใจดี", "พลเอก ใจดี", "นางสาวลี ใจดี", "หม่อมใหญ่"]


@pytest.mark.parametrize(("written", "parts"), CUTS.items())
def test_a_title_is_cut_off_a_name_in_one_cell(written, parts):
    assert titles.cut(written) == (*parts, False)


@pytest.mark.parametrize("written", NONE)
def test_a_name_that_only_begins_like_a_title_stays_whole(written):
    assert titles.cut(written) == ("", written, False)


@pytest.mark.parametrize("written", DOUBTFUL)
def test_what_may_be_a_title_or_a_name_is_doubtful(written):
    assert titles.cut(written).doubtful


@given(st.sampled_from(titles.OFFERED), st.sampled_from(["สมชาย ใจดี", "แก้ว", "John Smith"]))
def test_every_known_title_is_cut_off_with_a_space_behind(title, name):
    cut = titles.cut(f"{title} {name}")

    assert (cut.title, cut.name) == (title, name)


@given(st.text())
def test_nothing_of_a_cell_is_lost(text):
    cut = titles.cut(text)

    assert cut.title or cut.name == thai.one_line(text)


def test_everyday_titles_are_written_out_and_others_kept_as_they_are():
    short = ["น.ส.", "ด.ช", "ดญ.", "ร.ต.", "ร้อยตรี", "Mr", "โต๊ะครู", " นาย "]

    assert [titles.stored(each) for each in short] == [
        "นางสาว", "เด็กชาย", "เด็กหญิง", "ร.ต.", "ร้อยตรี", "Mr", "โต๊ะครู", "นาย"
    ]  # fmt: skip


@pytest.fixture
def write(world, visit):
    """What the secretary's page of a member answers to a title and a first name."""
    address = reverse("villages:edit_member", args=["sajja-8", world.member.pk])

    def answer(prefix: str, first_name: str, **more):
        form = visit("secretary").get(address).context["form"]
        values = {name: form[name].value() or "" for name in form.fields}
        return visit("secretary").post(
            address, values | {"born_on": "1/5/2513", "prefix": prefix, "first_name": first_name} | more
        )

    return answer


def test_a_title_written_twice_is_asked_about(world, write):
    answer = write("นาย", "นายสมชาย").content.decode()

    assert "“สมชาย”" in answer
    assert 'type="checkbox" name="as_written"' in answer
    world.member.person.refresh_from_db()
    assert "นาย" not in world.member.person.first_name

    assert write("นาย", "สมชาย").status_code == 302
    world.member.person.refresh_from_db()
    assert str(world.member.person).startswith("นายสมชาย ")


def test_who_is_really_called_so_says_it_once(world, write):
    assert write("นาง", "นางนวล").status_code == 200
    assert write("นาง", "นางนวล", as_written="on").status_code == 302

    world.member.person.refresh_from_db()
    assert world.member.person.first_name == "นางนวล"


def test_a_form_offers_the_known_titles_and_takes_any_other(world, visit, write):
    page = visit("secretary").get(reverse("villages:edit_member", args=["sajja-8", world.member.pk])).content.decode()

    assert all(f'<option value="{title}">' in page for title in ("นาย", "แม่ชี", "จ.ส.อ.", "ว่าที่ร้อยตรี"))
    assert write("โต๊ะครู", "สมชาย").status_code == 302
    assert write("น.ส.", "สมใจ").status_code == 302
    world.member.person.refresh_from_db()
    assert world.member.person.prefix == "นางสาว"
