"""What things are called: a module goes by one name in the whole project."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
APPS = ("kahro", "welfare", "funds", "villages", "ledger", "tests")
FILES = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def test_a_module_goes_by_one_name_everywhere():
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in FILES}

    names = defaultdict(set)
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                for imported in node.names:
                    names[f"{node.module}.{imported.name}"].add(imported.asname or imported.name)

    assert {module: goes_by for module, goes_by in names.items() if module in modules and len(goes_by) > 1} == {}
