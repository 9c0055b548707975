"""Names from before there was one spelling are found, and sort where they belong, once the site is up to date."""

from importlib import import_module

from django.apps import apps

from ledger import thai
from villages.models import Person
from villages.queries import people as people_queries

migration = import_module("villages.migrations.0018_names_in_one_spelling")


def test_a_name_kept_in_another_spelling_is_brought_to_the_one(world, new_id):
    person = world.new_member(new_id(), "สมศรี").person
    old = {
        "first_name": "น\u0e4d\u0e49\u0e32ฝน\u200b",
        "last_name": "ทอง  แก้ว",
        "prefix": "\ufeffนาง",
        "sort_key": "น\u0e4d",
    }
    Person.objects.filter(pk=person.pk).update(**old)

    migration.clean(apps, None)

    person.refresh_from_db()
    assert str(person) == "นางน้ำฝน ทอง แก้ว"
    assert person.sort_key == thai.sort_key("น้ำฝน ทอง แก้ว")
    assert [member.person for member in people_queries.matching(people_queries.members(world.group), "น้ำฝน")] == [
        person
    ]
