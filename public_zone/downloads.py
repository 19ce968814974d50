"""Which file stands under an address: data in one of three forms, its dictionary, or an attached file (W-3)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import override

from organization.models import Attachment
from public_zone.pages import file_name
from public_zone.resources import DICTIONARY, FORMATS, JSON_TYPE, dictionary, resources_of, written
from publishing.models import Publication


@dataclass(frozen=True)
class Download:
    """One file: made when it is asked for, or stored."""

    name: str
    media: str
    make: Callable[[], bytes] | None = None
    attachment: Attachment | None = None

    def body(self) -> bytes:
        """In the language of the zone, whoever asks."""
        with override("zh-hant"):
            return self.make()


def downloads_of(publication: Publication, files: Iterable[Attachment]) -> Iterable[Download]:
    """Every file of a page."""
    with override("zh-hant"):
        resources = resources_of(publication)
    for one in resources:
        for extension, media in FORMATS.items():
            make = partial(written, one, extension, publication)
            yield Download(f"{one.name}.{extension}", media, make)
        yield Download(f"{one.name}{DICTIONARY}.json", JSON_TYPE, partial(dictionary, one, publication))
    for number, file in enumerate(files, start=1):
        yield Download(file_name(publication.key, number, file), file.content_type, attachment=file)


def found(
    pages: Iterable[tuple[Publication, Iterable[Attachment]]], name: str, extension: str
) -> Download | None:
    """The file ``name.extension`` of one of the pages, each given with the files published with it."""
    for publication, files in pages:
        for one in downloads_of(publication, files):
            if one.name == f"{name}.{extension}":
                return one
    return None


def files_of(publication: Publication) -> list[Attachment]:
    """What was published with it."""
    return [one.file for one in publication.files.all()]
