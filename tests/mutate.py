"""Whether a test notices when code is wrong: `make mutants`, or ARGS="rules", ARGS="services", ARGS="name of a mutant".

The rules are mutated by mutmut, every function of them (`[tool.mutmut]` in pyproject.toml). It leaves out decorated
functions, so the services have a sample with names of our own, tests/mutants.toml: each mutant is a text that stands
once in its file and what takes its place. Each runs the tests that its file is mapped to, in a copy of this checkout
with its own database server. Survivors are named, and fewer than 90 of 100 killed is a failure.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

TOP = Path(__file__).parent.parent
SAMPLE = Path(__file__).with_name("mutants.toml")
COPIES = TOP / ".local/mutants"
BIN = Path(sys.executable).parent
BAR = 90  # of 100
SECONDS = 1800  # a mutant that runs longer never ends
WORKERS = 2


def rules() -> bool:
    """Mutate every function of the rules."""
    shutil.rmtree(TOP / "mutants", ignore_errors=True)
    subprocess.run([BIN / "mutmut", "run", "--max-children", str(WORKERS)], cwd=TOP, check=True)
    subprocess.run([BIN / "mutmut", "export-cicd-stats"], cwd=TOP, check=True, stdout=subprocess.DEVNULL)
    counts = json.loads((TOP / "mutants/mutmut-cicd-stats.json").read_text())
    lines = subprocess.run([BIN / "mutmut", "results"], cwd=TOP, check=True, capture_output=True, text=True).stdout
    survivors = [line.strip() for line in lines.splitlines() if line.strip()]
    return verdict("rules", counts["killed"] + counts["timeout"], counts["total"], survivors)


def services(names: list[str]) -> bool:
    """Try the sample, or those mutants of it that are named."""
    sample = tomllib.loads(SAMPLE.read_text())
    mutants = [one for one in sample["mutant"] if not names or one["name"] in names]
    copies: Queue[Path] = Queue()
    with ThreadPoolExecutor(WORKERS) as pool:
        for copy in pool.map(fresh_copy, range(WORKERS)):
            copies.put(copy)
        files = sorted({test for one in mutants for test in tests_of(one, sample)})
        parts = [files[start::WORKERS] for start in range(WORKERS)]
        if not all(pool.map(lambda part: in_a_copy(copies, lambda copy: passes(copy, part, seconds=None)), parts)):
            sys.exit("The tests fail without any mutant; mend them first.")
        results = pool.map(lambda one: in_a_copy(copies, lambda copy: survives(copy, one, sample)), mutants)
        survivors = []
        for one, survived in zip(mutants, results, strict=True):
            print("SURVIVED" if survived else "killed  ", one["name"], one["file"], flush=True)
            survivors += [one["name"]] if survived else []
    return verdict("services", len(mutants) - len(survivors), len(mutants), survivors)


def verdict(what: str, killed: int, total: int, survivors: list[str]) -> bool:
    """Say the figure and the survivors; whether the bar is met."""
    print(f"{what}: {killed} of {total} mutants killed ({100 * killed / total:.1f} %)")
    print("".join(f"  survived: {name}\n" for name in survivors), end="")
    return 100 * killed >= BAR * total


def tests_of(mutant: dict, sample: dict) -> list[str]:
    """The test files that a mutant runs: its own, else those its file is mapped to."""
    return mutant.get("tests") or sample["tests"][mutant["file"]]


def fresh_copy(number: int) -> Path:
    """This checkout as it stands, changes included; the database of an earlier run stays."""
    copy = COPIES / str(number)
    copy.mkdir(parents=True, exist_ok=True)
    for old in copy.iterdir():
        if old.name != ".local":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True).stdout.splitlines():
        if (TOP / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOP / name, copy / name)
    return copy


def in_a_copy(copies: Queue[Path], act: Callable[[Path], bool]) -> bool:
    """What `act` does in a copy that nobody else uses meanwhile."""
    copy = copies.get()
    try:
        return act(copy)
    finally:
        copies.put(copy)


def survives(copy: Path, mutant: dict, sample: dict) -> bool:
    """Whether all tests pass while the mutant stands in the code."""
    file = copy / mutant["file"]
    source = file.read_text()
    if source.count(mutant["old"]) != 1:
        sys.exit(
            f"{mutant['name']}: its text stands {source.count(mutant['old'])} times in {mutant['file']}, not once."
        )
    file.write_text(source.replace(mutant["old"], mutant["new"]))
    try:
        return passes(copy, tests_of(mutant, sample))
    finally:
        file.write_text(source)


def passes(copy: Path, tests: list[str], seconds: int | None = SECONDS) -> bool:
    """Whether tests pass in a copy; one that does not end within `seconds` has failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not browser"]
    environment = os.environ | {"PGOPTIONS": "-c synchronous_commit=off", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return not subprocess.run(
            [*command, *tests], cwd=copy, env=environment, timeout=seconds, stdout=subprocess.DEVNULL
        ).returncode
    except subprocess.TimeoutExpired:
        return False


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["rules", "services"]
    names = [name for name in wanted if name not in ("rules", "services")]
    met = [rules()] if "rules" in wanted else []
    met += [services(names)] if names or "services" in wanted else []
    sys.exit(not all(met))
