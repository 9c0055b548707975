from django.db import migrations
from django.utils import timezone


def close_them(apps, schema_editor):
    """Years that were closed before their months closed with them: close those months too, in order."""
    Entry, Period = apps.get_model("ledger", "Entry"), apps.get_model("ledger", "Period")
    for closing in Entry.objects.filter(event__in=["J54", "J55"]).order_by("book_id", "on", "seq"):
        december = closing.on.replace(day=1)
        Period.objects.get_or_create(book_id=closing.book_id, month=december)
        months = Period.objects.filter(book_id=closing.book_id, month__lte=december, closed_at=None)
        for period in months.order_by("month"):
            period.closed_at, period.closed_by_id = timezone.now(), closing.approved_by_id or closing.by_id
            period.save()


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0005_closed_years'),
    ]

    operations = [
        migrations.RunPython(close_them, migrations.RunPython.noop),
    ]
