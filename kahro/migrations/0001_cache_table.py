from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    """Log-in counts its tries there: without it, the first log-in under any web server fails."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """The table of the cache, which is no model; where it stands already, it stays."""

    initial = True
    dependencies = []
    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
