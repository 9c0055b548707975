from uuid import UUID, uuid4

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_ids(apps, schema_editor) -> None:
    """The id of each form moves out of the arguments; of two requests by one form, the approved or first one has it."""
    requests = apps.get_model("villages", "PendingRequest")
    known = set()
    for request in requests.objects.order_by(models.Case(models.When(status="approved", then=0), default=1), "pk"):
        told = request.arguments.pop("request_id", None)
        request.request_id = UUID(told) if told and UUID(told) not in known else uuid4()
        known.add(request.request_id)
        request.save(update_fields=["request_id", "arguments"])


class Migration(migrations.Migration):
    dependencies = [
        ("villages", "0008_bylaws"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("pendingrequest", "request_id", models.UUIDField(null=True)),
        migrations.RunPython(keep_ids, migrations.RunPython.noop),
        migrations.AlterField("pendingrequest", "request_id", models.UUIDField(default=uuid4, unique=True)),
    ]
