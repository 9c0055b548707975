"""What every paper of a group begins with."""

from django.utils.translation import override

from tests.pdfs import printed
from villages.models import Institution
from villages.paper.letters import last_entry, letter


def test_a_letter_says_whose_it_is_and_that_a_demonstration_is_one(world):
    Institution.objects.update(is_demo=True)

    with override("en"):
        text = printed(letter("paper.html", world.group, "Notice", {}))

    assert "กลุ่มสัจจะออมทรัพย์บ้านไสรักษ์" in text
    assert "Notice" in text
    assert "Demonstration data" in text


def test_the_context_of_a_paper_comes_before_what_all_papers_say(world):
    with override("en"):
        text = printed(letter("paper.html", None, "Notice", {"title": "Another title"}))

    assert "สถาบันการเงินชุมชนตำบลกะหรอ" in text
    assert "Another title" in text
    assert "Notice" not in text
    assert "Demonstration data" not in text


def test_a_book_ends_with_its_last_entry_also_as_a_qr_code_and_an_empty_one_with_nothing(world):
    assert last_entry(world.book) == {"head": None, "head_qr": None}

    entry = world.deposit(500).entry

    assert last_entry(world.book)["head"] == entry
    assert last_entry(world.book)["head_qr"].startswith("<svg")
