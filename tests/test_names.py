"""What things are called: a module goes by one name in the whole project, a result by what it is."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
APPS = ("kahro", "welfare", "funds", "villages", "ledger", "tests")
FILES = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
MOST_FOUND = 150
# Names that hide what they hold. Two are a field: the amount asked for with a claim, the cash kept in the box as float.
VAGUE = {
    "found": set(),
    "told": set(),
    "held": set(),
    "felt": set(),
    "asked": {
        "welfare/forms/claims.py",
        "welfare/models/claims.py",
        "welfare/rules/benefits.py",
        "welfare/services/claims.py",
    },
    "kept": {"funds/forms/days.py", "funds/models/days.py", "funds/services/counting.py", "funds/services/days.py"},
}


def test_a_module_goes_by_one_name_everywhere():
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in FILES}

    names = defaultdict(set)
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                for imported in node.names:
                    names[f"{node.module}.{imported.name}"].add(imported.asname or imported.name)

    assert {module: goes_by for module, goes_by in names.items() if module in modules and len(goes_by) > 1} == {}


def test_the_word_found_stands_in_sentences_only():
    pages = [
        path
        for folder, kind in (("templates", "html"), ("static", "js"))
        for path in (ROOT / folder).rglob(f"*.{kind}")
    ]

    words = [word for path in [*FILES, *pages] for word in re.findall(r"\bfound\b", path.read_text())]

    assert len(words) <= MOST_FOUND


def test_nothing_is_called_found_told_asked_held_felt_or_kept():
    vague = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        for name in [called(node)]
        if name in VAGUE and path.relative_to(ROOT).as_posix() not in VAGUE[name]
    }

    assert vague == set()


def called(node: ast.AST) -> str:
    """The name that a piece of source gives to something, or nothing."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.arg):
        return node.arg
    if isinstance(node, ast.alias):
        return node.asname or node.name
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) else ""
