"""Settings that would be dangerous stop the site before it starts."""

import importlib

import pytest
from django.core.exceptions import ImproperlyConfigured

from kahro import settings


@pytest.mark.parametrize("names", ["*", "kahro.example, *", "*.example"])
def test_a_site_that_would_answer_to_any_name_does_not_start(monkeypatch, names):
    monkeypatch.setenv("ALLOWED_HOSTS", names)
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    try:
        with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
            importlib.reload(settings)
    finally:
        monkeypatch.undo()
        importlib.reload(settings)
