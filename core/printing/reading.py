"""The child that reads a PDF: ``python -m core.printing.reading`` reads an order and answers with what stands in it.

The file is hostile until shown otherwise. The answer: the text of each page, the language, the subject that the
metadata name, how many files are attached by the asked name; the one file is written into the room.
"""

from pathlib import Path

from pypdf import PdfReader

from core.printing.child import answer, order

PAGES = 2000
LARGEST = 64 * 1024**2


def main() -> None:
    given = order()
    reader = PdfReader(given["file"])
    if reader.is_encrypted or len(reader.pages) > PAGES:
        raise ValueError("encrypted or endless")
    files = [one.content for one in reader.attachment_list if one.name == given["attachment"]]
    if len(files) == 1 and len(files[0]) <= LARGEST:
        Path(given["output"]).write_bytes(files[0])
    metadata = reader.metadata or {}
    answer(
        pages=[one.extract_text() for one in reader.pages],
        language=str(reader.root_object.get("/Lang", "")),
        subject=str(metadata.get("/Subject", "")),
        attached=len(files),
    )


if __name__ == "__main__":
    main()
