"""A workbook with its faults marked: a comment and a colour at each place, and a first sheet that lists them."""

from io import BytesIO

from openpyxl import Workbook, load_workbook

from funds.registers.opening.marks import marked
from tests.funds.register_rows import saved
from tests.workbooks import xlsx


def place(sheet: str, row: int | None, column: str, words: str = "แก้") -> dict:
    return {"sheet": sheet, "row": row, "column": column, "words": words, "colour": "F8CBAD"}


def mark(content: bytes, *places: dict, copy_of: dict | None = None) -> Workbook:
    marks = {"title": "ต้องแก้", "places": places, "list": [["แผ่น", "แถว"], ["ทะเบียน", 3]]}
    return load_workbook(BytesIO(marked(content, marks, copy_of=copy_of)))


def test_every_fault_of_a_cell_is_said_in_its_one_comment():
    book = mark(xlsx({"ทะเบียน": [["ก", "ข"]]}), place("ทะเบียน", 1, "B", "หนึ่ง"), place("ทะเบียน", 1, "B", "สอง"))

    cell = book["ทะเบียน"]["B1"]
    assert (cell.value, cell.comment.text, cell.fill.fgColor.rgb) == ("ข", "หนึ่ง\nสอง", "00F8CBAD")
    assert book["ทะเบียน"]["A1"].comment is None


def test_a_fault_without_a_place_stands_in_the_first_cell_and_one_of_no_sheet_only_in_the_list():
    book = mark(xlsx({"ทะเบียน": [["ก"]]}), place("ทะเบียน", None, ""), place("ไม่มี", 1, "A"))

    assert book.sheetnames == ["ต้องแก้", "ทะเบียน"]
    assert book["ทะเบียน"]["A1"].comment.text == "แก้"
    assert [[cell.value for cell in row] for row in book["ต้องแก้"]] == [["แผ่น", "แถว"], ["ทะเบียน", 3]]
    assert [cell.font.bold for cell in book["ต้องแก้"]["A"]] == [True, False]


def test_inside_merged_cells_nothing_is_marked():
    made = Workbook()
    made.active.title = "ทะเบียน"
    made.active.merge_cells("A1:B1")

    book = mark(saved(made), place("ทะเบียน", 1, "B"))

    assert book["ทะเบียน"]["A1"].comment is None


def test_the_list_of_the_time_before_is_replaced():
    once = mark(xlsx({"ทะเบียน": [["ก"]]}))

    assert mark(saved(once)).sheetnames == ["ต้องแก้", "ทะเบียน"]


def test_another_kind_of_file_comes_back_as_its_values_under_names_that_excel_takes():
    rows = [["=1+1", ["2025-12-31"], ["?"], 5, None]]
    title = "บัญชี[1]:สมาชิก/หมู่ 8 " + "ก" * 20

    book = mark(b"", place(title, 1, "D"), copy_of={"sheets": [{"title": title, "rows": rows}]})

    sheet = book.worksheets[1]
    assert sheet.title == ("บัญชี-1--สมาชิก-หมู่ 8 " + "ก" * 20)[:31]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1", "s")  # text, never a formula
    assert [cell.value for cell in sheet[1]][2:] == [None, 5]
    assert sheet["B1"].value.date().isoformat() == "2025-12-31"
    assert sheet["D1"].comment.text == "แก้"
