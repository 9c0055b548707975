"""A page's markup as tests compare it: how a template breaks its lines does not matter."""

import re


def folded(markup: str) -> str:
    """The same markup on one line, without white space at the edges of an element's content."""
    line = " ".join(markup.split())
    return re.sub(r"(<[a-z][^<>]*>) ", r"\1", line).replace(" </", "</")
