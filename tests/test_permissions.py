"""Every page by every role. A page that is not in the table fails the suite."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from villages.models import Group, Role
from villages.services import groups, officers

OFFICERS = [role.value for role in Role]
NETWORK = ["staff", "auditor", "facilitator"]
EVERYBODY = [*OFFICERS, "neighbour", "member", "stranger", "nobody"]


def names(resolver=None, prefix: str = "") -> set[str]:
    """The name of every page of ours."""
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(prefix + pattern.name)
    return found


def test_placeholder():
    assert names()
