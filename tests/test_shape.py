"""The shape of the source: short files, a docstring where others call, a test file for whatever decides."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
APPS = ("kahro", "welfare", "funds", "villages", "ledger")
SOURCES = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
SCRIPTS = list((ROOT / "static/js").glob("*.js"))
CALLED_BY_OTHERS = {"services", "queries", "rules", "forms", "access"}
ERRORS = {"ValidationError", "PermissionDenied", "ValueError"}
TEMPLATES = list((ROOT / "templates").rglob("*.*"))
MOST_LINES = 300
MOST_COLUMNS = 120


def test_no_source_file_is_longer_than_three_hundred_lines():
    lines = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in [*SOURCES, *SCRIPTS]}

    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_no_line_of_a_template_is_longer_than_a_screen_is_wide():
    longest = {path: max(map(len, path.read_text().splitlines()), default=0) for path in TEMPLATES}

    assert {path.name: columns for path, columns in longest.items() if columns > MOST_COLUMNS} == {}


def test_every_public_function_that_others_call_says_what_it_does():
    silent = [f"{path}: {function.name}" for path, function in called_by_others() if not ast.get_docstring(function)]

    assert silent == []


def test_every_public_function_that_raises_says_so():
    silent = [
        f"{path}: {function.name} raises {error}"
        for path, function in called_by_others()
        for error in sorted(raised(function))
        if f"Raises {error}" not in " ".join((ast.get_docstring(function) or "").split())
    ]

    assert silent == []


def called_by_others() -> Iterator[tuple[str, ast.FunctionDef]]:
    """The public functions of services, queries, rules, forms and `access`, each with its file."""
    for path in SOURCES:
        name = path.relative_to(ROOT)
        if name.parts[1].removesuffix(".py") in CALLED_BY_OTHERS:
            functions = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
            yield from ((name.as_posix(), each) for each in functions if not each.name.startswith("_"))


def raised(node: ast.AST) -> set[str]:
    """The errors that a function raises itself; what is defined inside it is called by others."""
    errors: set[str] = set()
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Raise) and child.exc:
            errors |= {ast.unparse(child.exc).partition("(")[0]} & ERRORS
        elif not isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            errors |= raised(child)
    return errors
