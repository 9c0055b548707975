"""Names that came in before `thai.clean` are brought to its spelling, and sort where they belong (R9.8)."""

from django.db import migrations

from ledger import thai

ONE_LINE = {
    "Person": ("prefix", "first_name", "last_name", "house_no", "phone"),
    "Nominee": ("name", "relation"),
    "Village": ("name",),
    "Group": ("name", "address", "phone"),
}


def clean(apps, schema_editor):
    for model, names in ONE_LINE.items():
        for row in apps.get_model("villages", model).objects.only("pk", *names).iterator():
            written = {name: getattr(row, name) for name in names}
            kept = {name: thai.one_line(text) for name, text in written.items()}
            changed = {name: text for name, text in kept.items() if text and text != written[name]}
            if model == "Person":
                changed["sort_key"] = thai.sort_key(f"{kept['first_name']} {kept['last_name']}")
            if changed:
                type(row).objects.filter(pk=row.pk).update(**changed)


class Migration(migrations.Migration):
    dependencies = [("villages", "0017_numbers_of_the_network")]

    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]
