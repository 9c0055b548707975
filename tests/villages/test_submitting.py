"""A form that is submitted and a button that is pressed: which message is shown, where it leads, and what a refusal
does.
"""

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import RequestFactory

from villages.models import PendingRequest
from villages.views.submitting import press, submit


class Said(BaseStorage):
    """Messages that stay with the request."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, messages, response, *args, **kwargs):
        return []


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
