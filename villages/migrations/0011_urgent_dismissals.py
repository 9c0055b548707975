import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("villages", "0010_what_is_asked")]

    operations = [
        migrations.RemoveField("officer", "rests_since"),
        migrations.AddField(
            model_name="officer",
            name="rests_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="resting",
                to="villages.pendingrequest",
            ),
        ),
    ]
