"""A document as JSON and back, so that what was once confirmed prints the same for ever (C-13, R-11)."""

import dataclasses

from core.printing.document import Document, Facts, Grid, Heading, PageBreak, Para

KINDS = {one.kind: one for one in (Heading, Para, Facts, Grid, PageBreak)}


def stored(document: Document) -> dict:
    """``document`` as what JSON knows."""
    blocks = [{"kind": one.kind, **dataclasses.asdict(one)} for one in document.blocks]
    return {
        "title": document.title,
        "language": document.language,
        "header": document.header,
        "blocks": blocks,
    }


def opened(kept: dict) -> Document:
    """The document that ``stored`` gave."""
    blocks = tuple(
        KINDS[one["kind"]](**{name: _back(value) for name, value in one.items() if name != "kind"})
        for one in kept["blocks"]
    )
    return Document(**(kept | {"blocks": blocks}))


def _back(value):
    """JSON has lists where a document has tuples."""
    return tuple(_back(one) for one in value) if isinstance(value, list) else value
