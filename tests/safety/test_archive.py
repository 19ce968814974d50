"""The backup's file proves itself: whatever byte is changed, it is said (RG-7, H171)."""

import random
import tarfile

import pytest

from gmplan.backups import archive
from gmplan.backups.archive import Damaged

CONTENTS = {
    "database": b"SQLite format 3\0" * 300,
    "files/aa": b"",
    "files/bb": b"x" * 512,
    "files/cc": b"y" * 700,
}


def write(folder, *, contents=CONTENTS, listed=None):
    """An archive of ``contents``, whose manifest lists those or others."""
    file, part = folder / "b.tar", folder / "part"
    with file.open("wb") as out:
        files = []
        for name, content in contents.items():
            part.write_bytes(content)
            files.append(archive.write_file(out, name, part))
        archive.write_manifest(out, {"files": list(listed or files)})
    return file


@pytest.fixture
def whole(tmp_path):
    return write(tmp_path)


def said(file) -> str:
    with pytest.raises(Damaged) as damaged:
        archive.read(file)
    return str(damaged.value)


def test_what_was_written_is_read_back(whole, tmp_path):
    manifest, members = archive.read(whole)
    assert [one["name"] for one in manifest["files"]] == list(CONTENTS)
    for number, (name, content) in enumerate(CONTENTS.items()):
        archive.unpack(whole, members[name], tmp_path / str(number))
        assert (tmp_path / str(number)).read_bytes() == content
        assert (tmp_path / str(number)).stat().st_mode & 0o777 == 0o600


def test_any_tar_program_unpacks_it(whole):
    with tarfile.open(whole) as opened:
        assert opened.getnames() == [*CONTENTS, "manifest.json", "manifest.sha256"]
        assert opened.extractfile("files/cc").read() == CONTENTS["files/cc"]


def test_a_change_of_any_byte_is_said(whole):
    """Every byte of headers, padding, manifest and end; of the contents a hundred."""
    content = whole.read_bytes()
    draw = random.Random(7)
    tried = {*draw.sample(range(len(content)), 100), *range(512), *range(len(content) - 2048, len(content))}
    silent = []
    for place in sorted(tried):
        torn = bytearray(content)
        torn[place] ^= 1 << draw.randrange(8)
        whole.write_bytes(torn)
        try:
            archive.read(whole)
        except Damaged as damaged:
            silent += [] if str(damaged) else [place]
        else:
            silent.append(place)
    assert silent == []


@pytest.mark.parametrize(
    ("name", "place"), [("database", 10), ("files/bb", 511), ("files/cc", 0), ("files/cc", 699)]
)
def test_the_file_that_was_changed_is_named(whole, name, place):
    start = archive.read(whole)[1][name].start
    torn = bytearray(whole.read_bytes())
    torn[start + place] ^= 128
    whole.write_bytes(torn)
    assert said(whole) == f"「{name}」已損壞：內容與備份時不同。"


def test_a_changed_manifest_is_named(whole):
    start = archive.read(whole)[1]["manifest.json"].start
    torn = bytearray(whole.read_bytes())
    torn[start + 20] ^= 1
    whole.write_bytes(torn)
    assert said(whole) == "「manifest.json」與其指紋不符。"


@pytest.mark.parametrize("kept", [0, 1, 511, 512, 2000, 5600, -512, -1])
def test_a_backup_cut_short_is_said(whole, kept):
    whole.write_bytes(whole.read_bytes()[:kept])
    assert "截斷" in said(whole) or "結尾不完整" in said(whole)


def test_something_behind_the_end_is_said(whole):
    with whole.open("ab") as out:
        out.write(b"\0")
    assert said(whole) == "備份檔的結尾不完整，或其後另有資料。"


def test_missing_and_surplus_files_are_named(tmp_path):
    listed = [{"name": "files/zz", "size": 1, "sha256": "0"}]
    contents = {"database": b"d", "files/aa": b"a"}
    assert said(write(tmp_path, contents=contents, listed=listed)).splitlines() == [
        "備份檔缺「files/zz」。",
        "備份檔多出「database」。",
        "備份檔多出「files/aa」。",
    ]


def test_what_is_no_backup_at_all_is_said(tmp_path):
    (tmp_path / "b.tar").write_text("這不是備份" * 500)
    assert said(tmp_path / "b.tar") == "備份檔在「檔案開頭」之後損壞或被截斷。"


def test_a_path_that_leads_out_of_the_folder_is_never_followed(tmp_path):
    file = write(tmp_path, contents={"database": b"d", "files/../../escaped": b"x"})
    assert said(file) == "備份檔裡有不該有的名稱「files/../../escaped」。"


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"abc")
    monkeypatch.setattr(
        archive.os, "fstat", lambda number: archive.os.stat_result((0, 0, 0, 0, 0, 0, 2, 0, 0, 0))
    )
    with (tmp_path / "b.tar").open("wb") as out, pytest.raises(OSError, match="changed while it was read"):
        archive.write_file(out, "files/a", tmp_path / "a")
