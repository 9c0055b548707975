"""The rows of a test's world, stored once and written again for every test that uses it."""

import json

from django.db import connection, transaction


def rows() -> dict[str, str]:
    """Every row of every table, as JSON: by table."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT json_agg(t) FROM {table} t")
            counts[table] = cursor.fetchone()[0]
    return {table: json.dumps(those) for table, those in counts.items() if those}


@transaction.atomic
def put_down(stored: dict[str, str]) -> None:
    """Bring rows back as they were. Without triggers: those checked these rows when the services wrote them."""
    puts = [f"INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s)" for table in stored]
    asleep, awake = (f"SET LOCAL session_replication_role = {role}" for role in ("replica", "origin"))
    with connection.cursor() as cursor:
        cursor.execute(
            "; ".join([asleep, *(f"{put} ON CONFLICT DO NOTHING" for put in puts), awake]), list(stored.values())
        )
