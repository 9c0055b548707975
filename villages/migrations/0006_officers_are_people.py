import django.db.models.deletion
from django.db import migrations, models


def link(apps, schema_editor):
    """Every officer is the person whose account it is. Where nobody is known, a person decides, not the migration."""
    Officer = apps.get_model("villages", "Officer")
    Person, Institution = apps.get_model("villages", "Person"), apps.get_model("villages", "Institution")
    people = dict(Person.objects.exclude(user=None).values_list("user", "pk"))
    strangers = Officer.objects.exclude(user__in=people).values_list("user__username", flat=True)
    if names := sorted(set(strangers)):
        if Institution.objects.filter(is_demo=True).exists():
            raise RuntimeError("The demonstration was made by an older Kahro. Make it anew: make demo-reset")
        raise RuntimeError(
            f"These officers' accounts belong to nobody in the register of people: {', '.join(names)}. "
            "Write each of them into the register with the Kahro that was here before, then say whose account it is, "
            "UPDATE villages_person SET user_id = (SELECT id FROM auth_user WHERE username = '…') "
            "WHERE citizen_id = '…', and migrate again."
        )
    for officer in Officer.objects.all():
        officer.person_id = people[officer.user_id]
        officer.save(update_fields=["person"])


class Migration(migrations.Migration):
    dependencies = [("villages", "0005_leaving")]

    operations = [
        migrations.AddField(
            model_name="officer",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="offices", to="villages.person"
            ),
        ),
        migrations.RunPython(link, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="officer", name="user"),
        migrations.AlterField(
            model_name="officer",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="offices", to="villages.person"
            ),
        ),
    ]
