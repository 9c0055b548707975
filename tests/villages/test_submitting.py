"""A form that is submitted and a button that is pressed: which message is shown, where it leads, and what a refusal
does.
"""

from io import BytesIO

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from villages.models import PendingRequest
from villages.views.submitting import press, submit, submit_together


class Said(BaseStorage):
    """Messages that stay with the request."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, messages, response, *args, **kwargs):
        return []


class NameForm(forms.Form):
    name = forms.CharField()


class AmountForm(forms.Form):
    amount = forms.IntegerField()
    on = forms.CharField(required=False)


@pytest.fixture
def request_():
    request = RequestFactory().post("/")
    request._messages = Said(request)
    return request


def said(request) -> list[tuple[int, str]]:
    return [(message.level, str(message)) for message in request._messages._queued_messages]


def refusing(*errors):
    def act():
        raise ValidationError(*errors)

    return act


def test_a_form_with_a_fault_calls_nothing(request_):
    calls = []
    form = AmountForm({"amount": "x"})

    assert submit(request_, form, lambda: calls.append(1), success="done", to="/next/") is None
    assert (calls, said(request_)) == ([], [])


def test_what_was_done_is_said_and_leads_on(request_):
    form = AmountForm({"amount": "5"})

    answer = submit(
        request_,
        form,
        lambda: form.cleaned_data["amount"] * 2,
        success=lambda amount: f"{amount} baht",
        to=lambda amount: f"/receipts/{amount}/",
    )

    assert (answer.status_code, answer["Location"]) == (302, "/receipts/10/")
    assert said(request_) == [(messages.SUCCESS, "10 baht")]


def test_a_refusal_stands_in_the_form_beside_its_field(request_):
    form = AmountForm({"amount": "5"})
    refusals = [ValidationError("too much", code="amount"), ValidationError("closed", code="month_is_open"), "else"]

    assert submit(request_, form, refusing(refusals), success="done", to="/next/") is None
    assert form.errors == {"amount": ["too much"], "on": ["closed"], "__all__": ["else"]}
    assert said(request_) == []


def test_what_waits_for_a_second_officer_says_so_by_itself(request_):
    form = AmountForm({"amount": "5"})

    submit(request_, form, lambda: PendingRequest(summary="จ่าย 5 บาท"), to="/next/")

    [(level, sentence)] = said(request_)
    assert level == messages.INFO
    assert "จ่าย 5 บาท" in sentence


@pytest.mark.parametrize(("back", "page"), [(None, "/next/"), ("/here/", "/here/")])
def test_a_button_that_is_refused_says_why_and_leads_back(request_, back, page):
    answer = press(request_, refusing(["no", "never"]), success="done", to="/next/", back=back)

    assert answer["Location"] == page
    assert said(request_) == [(messages.ERROR, "no never")]


def test_a_button_may_answer_with_a_paper(request_):
    answer = press(request_, lambda: b"%PDF", to=HttpResponse, back="/here/")

    assert answer.content == b"%PDF"
    assert said(request_) == []


def test_a_button_may_answer_with_a_file(request_):
    answer = press(request_, lambda: None, success=None, to=lambda _nothing: FileResponse(BytesIO(b"%PDF")))

    assert b"".join(answer.streaming_content) == b"%PDF"


def test_every_sentence_of_a_long_refusal_may_be_a_message_of_its_own(request_):
    press(request_, refusing([f"fault {n}" for n in range(25)]), to="/next/", each=True)

    assert said(request_) == [(messages.ERROR, f"fault {n}") for n in range(20)]


def test_forms_of_one_page_do_nothing_while_one_of_them_has_a_fault_and_each_says_its_own(request_):
    both, calls = [NameForm({}), AmountForm({"amount": "x"})], []

    assert submit_together(request_, both, lambda: calls.append(1), to="/next/") is None
    assert calls == []
    assert [list(form.errors) for form in both] == [["name"], ["amount"]]


def test_forms_of_one_page_lead_on_together(request_):
    both = [NameForm({"name": "แก้ว"}), AmountForm({"amount": "5"})]

    answer = submit_together(
        request_, both, lambda: both[1].cleaned_data["amount"], success="done", to=lambda n: f"/{n}/"
    )

    assert (answer.status_code, answer["Location"]) == (302, "/5/")
    assert said(request_) == [(messages.SUCCESS, "done")]


@pytest.mark.parametrize(
    ("refusal", "errors"),
    [
        ({"amount": ["too much"]}, [{}, {"amount": ["too much"]}]),
        ({"name": ["taken"]}, [{"name": ["taken"]}, {}]),
        ({"phone": ["odd"]}, [{"__all__": ["odd"]}, {}]),
        ("closed", [{"__all__": ["closed"]}, {}]),
    ],
)
def test_a_refusal_of_several_forms_stands_in_the_one_that_has_its_field(request_, refusal, errors):
    both = [NameForm({"name": "แก้ว"}), AmountForm({"amount": "5"})]

    assert submit_together(request_, both, refusing(refusal), to="/next/") is None
    assert [form.errors for form in both] == errors
