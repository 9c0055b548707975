"""The scripts of a page share one scope: a name declared twice stops the second script, and the page with it."""

import re

from django.conf import settings

SCRIPT = re.compile(r"js/(\w+\.js)'")
DECLARED = re.compile(r"^(?:const|let|class|function|async function) (\w+)", re.MULTILINE)


def test_the_scripts_of_a_page_declare_no_name_twice():
    templates = settings.BASE_DIR / "templates"
    everywhere = SCRIPT.findall((templates / "base.html").read_text())
    names = {path.name: DECLARED.findall(path.read_text()) for path in (settings.BASE_DIR / "static/js").glob("*.js")}
    pages = {path: SCRIPT.findall(path.read_text()) for path in templates.rglob("*.html")}

    assert any(len(scripts) > 4 for scripts in pages.values())
    for path, scripts in pages.items():
        here = list(dict.fromkeys([*everywhere, *scripts]))
        declared = [name for script in here for name in names[script]]
        assert sorted(name for name in set(declared) if declared.count(name) > 1) == [], path
