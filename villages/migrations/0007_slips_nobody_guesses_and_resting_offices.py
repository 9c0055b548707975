import secrets

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


def number(apps, schema_editor):
    """Slips printed until now bear a running number that anybody guesses: they end, and new ones are printed."""
    ActivationSlip = apps.get_model("villages", "ActivationSlip")
    now = timezone.now()
    ActivationSlip.objects.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    for slip in ActivationSlip.objects.all():
        slip.number = "".join(secrets.choice("0123456789") for _place in range(9))
        slip.save(update_fields=["number"])


class Migration(migrations.Migration):
    dependencies = [("villages", "0006_officers_are_people")]

    operations = [
        migrations.AddField("institution", "code", models.CharField(blank=True, default="", max_length=6), False),
        migrations.AddConstraint(
            model_name="institution",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^([1-9][0-9]{5})?$")), name="institution_code_shape"
            ),
        ),
        migrations.AddField("officer", "rests_since", models.DateField(blank=True, null=True)),
        migrations.AddField("activationslip", "number", models.CharField(max_length=9, null=True)),
        migrations.AddField("activationslip", "guesses", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("activationslip", "guessed_on", models.DateField(null=True)),
        migrations.AddField(
            model_name="activationslip",
            name="request",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="slip",
                to="villages.pendingrequest",
            ),
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop),
        migrations.AlterField("activationslip", "number", models.CharField(max_length=9, unique=True)),
    ]
