"""The worker is served from the root, out of the source or out of what was collected; the site can be installed."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.urls import reverse

from funds.views import offline


def test_the_worker_is_the_one_of_the_source_and_is_never_kept(client, settings):
    answer = client.get(reverse("funds:worker"))

    assert answer.content.decode() == Path(settings.BASE_DIR, "static/js/worker.js").read_text()
    assert (answer["Content-Type"], "no-store" in answer["Cache-Control"]) == ("text/javascript", True)


def test_where_only_collected_files_are_there_the_worker_is_one_of_them(client, monkeypatch, tmp_path):
    (tmp_path / "js").mkdir()
    (tmp_path / "js/worker.js").write_text("// ทำงานแทน")
    monkeypatch.setattr(offline.finders, "find", lambda _path: None)
    monkeypatch.setattr(offline, "staticfiles_storage", FileSystemStorage(tmp_path))

    assert client.get(reverse("funds:worker")).content.decode() == "// ทำงานแทน"


def test_put_on_the_home_screen_the_site_opens_at_its_beginning(client):
    answer = client.get(reverse("funds:manifest"))

    assert answer["Content-Type"] == "application/manifest+json"
    assert (answer.json()["start_url"], answer.json()["scope"], answer.json()["display"]) == ("/", "/", "standalone")
