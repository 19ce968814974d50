"""The zone as a folder of files for another web host (W-5)."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from public_zone import export
from tests.public_zone.crawling import dead_ends, text_of
from tests.public_zone.house import SECRETS, publish_all


def written(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.fixture
def command(house, capsys):
    def run(folder, **kw):
        call_command("export_public_zone", str(folder), agency="doit", **kw)
        return capsys.readouterr().out

    return run


@pytest.fixture
def folder(command, tmp_path):
    command(tmp_path / "zone")
    return tmp_path / "zone"


def test_two_exports_of_the_same_data_have_the_same_bytes(folder, command, tmp_path):
    command(tmp_path / "again")
    assert written(folder) == written(tmp_path / "again")


def test_no_link_of_the_folder_is_dead(folder):
    assert dead_ends(folder) == []
    assert {"index.html", "catalog.jsonld", "statistics/doit-01.csv", "static/css/zone.css"} <= set(
        written(folder)
    )


def test_the_folder_tells_nothing_that_is_not_public(folder):
    told = {
        (name, one) for name, body in written(folder).items() for one in SECRETS if one in text_of(name, body)
    }
    assert told == set()


def test_data_files_are_those_of_the_site(folder, client):
    for name in ("statistics/doit-01.csv", "statistics/doit-01.ods", "members/members-1.json"):
        assert (folder / name).read_bytes() == client.get(f"/public/doit/{name}").content


def test_a_new_export_takes_the_place_of_the_old_and_drops_what_is_gone(folder, command, house, cast):
    (folder / "left-over.html").write_text("old")
    publish_all(house.agency, cast)
    command(folder)
    assert not (folder / "left-over.html").exists()
    assert (folder / f"analyses/{house.analyses[1].id}/index.html").is_file()
    assert [one.name for one in folder.parent.iterdir() if one.name.startswith(".zone")] == []


def test_whoever_is_stopped_half_way_leaves_the_old_folder(folder, command, monkeypatch):
    before = written(folder)

    def stopped(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(export.catalogue, "portal", stopped)
    with pytest.raises(KeyboardInterrupt):
        command(folder)
    assert written(folder) == before
    assert [one.name for one in folder.parent.iterdir() if one.name.startswith(".zone")] == []


def test_a_folder_lost_between_two_renames_comes_back(folder, command):
    before = written(folder)
    folder.rename(folder.with_name(".zone.old"))
    command(folder)
    assert written(folder) == before
    assert not folder.with_name(".zone.old").exists()


def test_somebody_elses_folder_is_refused_and_stays(command, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    with pytest.raises(CommandError, match="something else"):
        command(tmp_path / "mine")
    assert written(tmp_path / "mine") == {"letter.txt": b"mine"}


def test_the_catalogue_takes_the_address_it_will_have(command, tmp_path):
    command(tmp_path / "zone", base_url="https://www.example.gov.tw/gender")
    said = (tmp_path / "zone" / "catalog.jsonld").read_text(encoding="utf-8")
    assert '"https://www.example.gov.tw/gender/statistics/doit-01.csv"' in said


def test_an_agency_without_anything_public_is_told(plan, tmp_path):
    with pytest.raises(CommandError, match="published nothing"):
        call_command("export_public_zone", str(tmp_path / "zone"), agency="doit")
