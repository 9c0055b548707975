"""Which database server is used."""

from kahro.server.database import databases


def test_a_database_url_is_used_as_it_is(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:secret@db.example:6543/books?sslmode=require")

    found = databases()["default"]

    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 6543, "books")
    assert (found["USER"], found["PASSWORD"]) == ("somebody", "secret")
    assert found["OPTIONS"] == {"sslmode": "require"}
