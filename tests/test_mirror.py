"""Tests mirror the apps: every source file with logic has a test file of its name in the folder of its app.

A file has logic when a run through it can go more than one way: it holds an `if` (also a conditional expression or a
condition in a comprehension), a loop, `match`, `try`, or one of `and` and `or`. A file of rows, columns, texts, SQL or
plain calls has none and needs no test of its own.

The test file of `funds/services/practice.py` lies in `tests/funds/` and is called `test_practice_services.py` or
`test_services_practice.py`; `test_practice.py` would do where no other file with logic in the app is a `practice.py`.
Each may begin with the app as well: `test_funds_practice.py`. A file that lies in no folder of its app is called by its
stem alone.
"""

import ast
from collections import Counter
from pathlib import Path

from tests.test_shape import APPS, ROOT, SOURCES

DECLARATIONS = {"__init__.py", "admin.py", "apps.py", "settings.py", "urls.py"}
LOGIC = (ast.If, ast.IfExp, ast.For, ast.While, ast.Try, ast.Match, ast.BoolOp)


def has_logic(source: str) -> bool:
    nodes = ast.walk(ast.parse(source))
    return any(isinstance(node, LOGIC) or (isinstance(node, ast.comprehension) and node.ifs) for node in nodes)


def with_logic(app: str) -> list[Path]:
    sources = [path for path in SOURCES if path.is_relative_to(ROOT / app) and path.name not in DECLARATIONS]
    return [path.relative_to(ROOT) for path in sources if has_logic(path.read_text())]


def names(source: Path, stems: Counter) -> set[str]:
    """What the test file of a source file may be called."""
    app, *folders = source.parts[:-1]
    folder, stem = folders[-1] if folders else "", source.stem
    short = {stem} if stems[stem] == 1 or not folder else set()
    whole = short | ({f"{stem}_{folder}", f"{folder}_{stem}"} if folder else set())
    return {f"test_{name}.py" for each in whole for name in (each, f"{app}_{each}")}


def without_test(app: str) -> set[str]:
    sources = with_logic(app)
    stems = Counter(source.stem for source in sources)
    tests = {path.name for path in (ROOT / "tests" / app).glob("test_*.py")}
    return {source.as_posix() for source in sources if not names(source, stems) & tests}


def test_every_source_file_with_logic_has_a_test_file_of_its_name():
    missing = set().union(*map(without_test, APPS))

    assert missing == set()


def test_no_two_test_files_have_one_name():
    files = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))

    assert [name for name, count in files.items() if count > 1] == []


def test_a_name_without_its_folder_is_enough_only_where_the_app_has_one_such_file():
    one, two = Counter(["practice"]), Counter(["practice", "practice"])

    with_folder = {f"test_{name}.py" for name in (
        "practice_services", "services_practice", "funds_practice_services", "funds_services_practice")}  # fmt: skip
    assert names(Path("funds/services/practice.py"), two) == with_folder
    assert names(Path("funds/services/practice.py"), one) == with_folder | {
        "test_practice.py",
        "test_funds_practice.py",
    }
    assert names(Path("ledger/thai.py"), Counter(["thai", "thai"])) == {"test_thai.py", "test_ledger_thai.py"}


def test_logic_is_what_can_go_more_than_one_way():
    assert has_logic("a = 1 if b else 2")
    assert has_logic("a = b or c")
    assert has_logic("a = [b for b in c if b]")
    assert has_logic("for a in b: pass")
    assert not has_logic("a = [b for b in c]\nd = {'if': e(f)}")
