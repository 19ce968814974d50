"""The backup's file: a plain tar whose every byte is proven (RQ-I1).

Order: the database, the private files by name, the manifest with the SHA-256 of each, the manifest's own SHA-256.
Headers hold a name and a size and nothing else, so that the same content gives the same bytes. Any tar
program unpacks it.
"""

import hashlib
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from core.contract import canonical

BLOCK = tarfile.BLOCKSIZE
END = b"\0" * 2 * BLOCK
PART = 1024 * 1024
MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
DATABASE = "database"
FILES = "files/"


class Damaged(Exception):
    """What is wrong with the file, one sentence each."""

    def __init__(self, *sentences: str):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT)


def padding(size: int) -> int:
    return -size % BLOCK


def write_file(out: BinaryIO, name: str, source: Path) -> dict:
    """Put ``source`` into the archive; what the manifest says of it. One that grows or shrinks meanwhile is refused."""
    digest = hashlib.sha256()
    with source.open("rb") as opened:
        size = os.fstat(opened.fileno()).st_size
        out.write(header(name, size))
        left = size
        while left and (part := opened.read(min(PART, left))):
            digest.update(part)
            out.write(part)
            left -= len(part)
        if left or opened.read(1):
            raise OSError(f"{source} changed while it was read")
    out.write(b"\0" * padding(size))
    return {"name": name, "size": size, "sha256": digest.hexdigest()}


def write_manifest(out: BinaryIO, manifest: dict) -> None:
    """The last two members and the end; from here on the archive is whole."""
    text = (canonical(manifest) + "\n").encode()
    seal = hashlib.sha256(text).hexdigest().encode() + b"\n"
    for name, content in ((MANIFEST, text), (SEAL, seal)):
        out.write(header(name, len(content)) + content + b"\0" * padding(len(content)))
    out.write(END)


@dataclass(frozen=True)
class Member:
    """A file as it lies in the archive."""

    name: str
    start: int
    size: int
    sha256: str


def read(source: Path) -> tuple[dict, dict[str, Member]]:
    """(manifest, members by name) of a whole archive; Damaged names everything that isn't as it was written."""
    with source.open("rb") as opened:
        members = {one.name: one for one in _members(opened)}
        manifest = _manifest(opened, members)
    wrong = list(_differences(manifest["files"], members))
    if wrong:
        raise Damaged(*wrong)
    return manifest, members


def _members(opened: BinaryIO) -> Iterator[Member]:
    """Each member with the digest of its bytes. Headers and padding must be exactly what we write."""
    after = _("檔案開頭")
    while True:
        block = opened.read(BLOCK)
        if block == END[:BLOCK]:
            if opened.read() != END[BLOCK:]:
                raise Damaged(_("備份檔的結尾不完整，或其後另有資料。"))
            return
        try:
            info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
            is_ours = header(info.name, info.size) == block
        except (tarfile.HeaderError, ValueError):
            is_ours = False
        if not is_ours:
            raise Damaged(_("備份檔在「%(name)s」之後損壞或被截斷。") % {"name": after})
        start, after = opened.tell(), info.name
        digest, left = hashlib.sha256(), info.size
        while left and (part := opened.read(min(PART, left))):
            digest.update(part)
            left -= len(part)
        if left or opened.read(padding(info.size)) != b"\0" * padding(info.size):
            raise Damaged(_("「%(name)s」損壞或被截斷。") % {"name": info.name})
        yield Member(info.name, start, info.size, digest.hexdigest())


def _manifest(opened: BinaryIO, members: dict[str, Member]) -> dict:
    """The manifest, when its own digest proves it."""
    if MANIFEST not in members or SEAL not in members:
        raise Damaged(_("備份檔缺「%(name)s」。") % {"name": MANIFEST if MANIFEST not in members else SEAL})
    seal = _content(opened, members[SEAL])
    if seal != members[MANIFEST].sha256.encode() + b"\n":
        raise Damaged(_("「%(name)s」與其指紋不符。") % {"name": MANIFEST})
    return json.loads(_content(opened, members[MANIFEST]))


def _content(opened: BinaryIO, member: Member) -> bytes:
    opened.seek(member.start)
    return opened.read(member.size)


def _is_ours(name: str) -> bool:
    bare = name.removeprefix(FILES)
    return name in (DATABASE, MANIFEST, SEAL) or (bare != name and bare == Path(bare).name != "..")


def _differences(written: list[dict], members: dict[str, Member]) -> Iterator[str]:
    for one in written:
        found = members.get(one["name"])
        if found is None:
            yield _("備份檔缺「%(name)s」。") % one
        elif (found.size, found.sha256) != (one["size"], one["sha256"]):
            yield _("「%(name)s」已損壞：內容與備份時不同。") % one
    for name in members:
        if not _is_ours(name):
            yield _("備份檔裡有不該有的名稱「%(name)s」。") % {"name": name}
    for name in sorted(members.keys() - {one["name"] for one in written} - {MANIFEST, SEAL}):
        yield _("備份檔多出「%(name)s」。") % {"name": name}


def unpack(source: Path, member: Member, target: Path) -> None:
    """Write a member out, to the disk and not only to memory; it must still be what was proven."""
    digest, left = hashlib.sha256(), member.size
    with (
        source.open("rb") as opened,
        open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
    ):
        opened.seek(member.start)
        while left and (part := opened.read(min(PART, left))):
            digest.update(part)
            out.write(part)
            left -= len(part)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != member.sha256:
        raise Damaged(_("「%(name)s」已損壞：內容與備份時不同。") % {"name": member.name})
