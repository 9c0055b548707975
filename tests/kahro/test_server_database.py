"""Which database server is used."""

from kahro.server.database import databases


def test_a_database_url_is_used_as_it_is(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:secret@db.example:6543/books?sslmode=require")

    settings = databases()["default"]

    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", 6543, "books")
    assert (settings["USER"], settings["PASSWORD"]) == ("somebody", "secret")
    assert settings["OPTIONS"] == {"sslmode": "require"}
