from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("villages", "0019_renamed_in_plain_words"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="person", name="person_born_on_begins_what_is_known"),
        migrations.RenameField(model_name="person", old_name="born_known", new_name="birthday_precision"),
        migrations.AddConstraint(model_name="person", constraint=models.CheckConstraint(
            condition=models.Q(
                ("birthday_precision", "day"),
                models.Q(("birthday_precision", "month"), ("born_on__day", 1)),
                models.Q(("birthday_precision", "year"), ("born_on__day", 1), ("born_on__month", 1), ("born_on__year__gte", 1941)),
                models.Q(("birthday_precision", "year"), ("born_on__day", 1), ("born_on__month", 4), ("born_on__year__lt", 1941)),
                _connector="OR",
            ),
            name="person_born_on_begins_what_is_known",
        )),
    ]
