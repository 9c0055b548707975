"""The command `import_register`: it brings a register in by two officers, or names every fault."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ledger.models import Entry
from tests.funds.register_rows import ERAS, MOO2, MOO8, two
from villages.models import Group, RegisterImport
from villages.services import groups


@pytest.fixture
def group(world) -> Group:
    """A second group of the village, that nobody has joined yet."""
    return groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะใหม่บ้านไสรักษ์", "new-8", village=world.village)


def test_the_command_brings_a_register_in(world, group):
    out = StringIO()

    call_command("import_register", MOO8, "--group", group.slug, *two(group, world), stdout=out)

    entry = Entry.objects.get()
    assert entry.number in out.getvalue()
    assert (entry.by, entry.approved_by) == (world.treasurer, world.checker)
    with pytest.raises(CommandError):
        call_command("import_register", MOO8, "--group", group.slug, *two(group, world), stdout=out, stderr=out)


@pytest.mark.parametrize("named", [[], ["--by", "treasurer"], ["--by", "treasurer", "--agreed-by", "treasurer"]])
def test_the_command_wants_two_officers(world, group, named):
    two(group, world)

    with pytest.raises(CommandError):
        call_command("import_register", MOO8, "--group", group.slug, *named, stdout=StringIO())

    assert not group.members.exists()


def test_the_command_only_tells_what_it_would_do(world, group):
    out = StringIO()

    call_command("import_register", MOO8, "--group", group.slug, "--dry-run", stdout=out)

    assert "150" in out.getvalue()
    assert not group.members.exists()
    assert not RegisterImport.objects.exists()


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_the_command_names_every_fault_and_fails(world, group, dry):
    err = StringIO()

    with pytest.raises(CommandError):
        call_command("import_register", MOO2, "--group", group.slug, *two(group, world), *dry, stderr=err)

    assert len(err.getvalue().splitlines()) >= 9
    assert not Entry.objects.exists()
    assert not RegisterImport.objects.exists()


def test_the_command_says_who_or_what_is_not_there(world, group):
    for arguments in (["--group", "nobody"], ["--group", group.slug, "--by", "nobody"]):
        with pytest.raises(CommandError):
            call_command("import_register", MOO8, *arguments)
    with pytest.raises(CommandError):
        call_command("import_register", "no-such-file.xlsx", "--group", group.slug)


def test_the_command_asks_what_is_doubtful_and_takes_answers(world, group, capsys):
    officers = two(group, world)
    with pytest.raises(CommandError):
        call_command("import_register", ERAS, "--group", group.slug, *officers)
    given = re.findall(r"--answer (\w{10}=\S+)", capsys.readouterr().err)
    first = dict(reversed([each.split("=") for each in given]))

    call_command(
        "import_register", ERAS, "--group", group.slug, *officers, *(f"--answer={k}={v}" for k, v in first.items())
    )

    assert group.members.count() == 4
