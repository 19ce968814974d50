"""The child that makes a PDF of HTML: ``python -m core.printing.render`` reads an order and writes the file.

It runs without settings, with bounds on memory, only our fonts and only our files (RQ-F3). Every file is PDF/UA-1; one
with something attached is PDF/A-3a as well, so that what is attached is kept with it and said to be its data (R-5).
"""

import datetime
import gc
import logging
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from core.printing.child import answer, order

STEP = re.compile(r"Step (\d)(?:.*Page (\d+))?")
BEGINNING = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
"""The date of what is attached: the same for ever, so that the same data give the same bytes."""
MARKED = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""
"""What a PDF/A says to be PDF/UA too: the claim, and the description of it that PDF/A asks for."""


def main() -> None:
    given = order()
    gc.disable()  # a short life: collecting only costs time
    try:
        import weasyprint  # slow import
    except OSError as error:
        answer(problem="library", detail=str(error))
        return
    _tell(given.get("progress"))
    fonts = Path(given["fonts"])
    ours = {"base_url": f"{fonts.as_uri()}/", "url_fetcher": _fetcher(fonts)}
    weasyprint.HTML(string=given["html"], **ours).write_pdf(
        given["output"],
        stylesheets=[weasyprint.CSS(string=style, **ours) for style in given["styles"]],
        pdf_identifier=given["identifier"].encode(),
        presentational_hints=True,  # a template has no style attribute: widths of columns come as <col width>
        **(_archived(given["attached"]) if given.get("attached") else {"pdf_variant": "pdf/ua-1"}),
    )
    answer(problem="")


def _tell(file: str | None) -> None:
    """Write how far the printing is into ``file``: the step of seven, and the page of the fifth."""
    if file:
        log = logging.getLogger("weasyprint.progress")
        log.setLevel(logging.INFO)
        log.addHandler(_Progress(Path(file)))


class _Progress(logging.Handler):
    def __init__(self, file: Path):
        super().__init__()
        self.file = file

    def emit(self, record: logging.LogRecord) -> None:
        if step := STEP.match(record.getMessage()):
            self.file.write_text(f"{step[1]} {step[2] or 0}", encoding="ascii")


def _archived(attached: list[dict]) -> dict:
    """How a file is printed that carries its own data."""
    from weasyprint import Attachment  # slow import

    files = [
        Attachment(
            string=one["content"],
            name=one["name"],
            description=one["description"],
            created=BEGINNING,
            modified=BEGINNING,
            relationship="Data",
        )
        for one in attached
    ]
    return {"pdf_variant": "pdf/a-3a", "attachments": files, "finisher": _mark}


def _mark(_document, pdf) -> None:
    """Claim PDF/UA-1 beside PDF/A-3a; metadata stay readable for whoever doesn't inflate them."""
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    written = b"".join(one if isinstance(one, bytes) else one.encode() for one in stream.stream)
    stream.stream = [written.replace(b"</rdf:RDF>", MARKED.encode())]
    stream.compress = False


def _fetcher(folder: Path):
    """Serves files of ``folder`` and ``data:`` only; anything else ends the rendering."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # slow import

    class OwnFilesOnly(URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if not _lies_within(url, folder):
                raise FatalURLFetchingError(f"refused: {url}")
            return super().fetch(url, headers)

    return OwnFilesOnly(allowed_protocols={"file", "data"}, allow_redirects=False)


def _lies_within(url: str, folder: Path) -> bool:
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return False
    return Path(unquote(parts.path)).resolve().is_relative_to(folder.resolve())


if __name__ == "__main__":
    main()
