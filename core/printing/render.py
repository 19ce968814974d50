"""The child that makes a PDF of HTML: ``python -m core.printing.render`` reads an order and writes the file.

It runs without settings, with bounds on memory, only our fonts and only our files (RQ-F3).
"""

import gc
from pathlib import Path
from urllib.parse import unquote, urlsplit

from core.printing.child import answer, order


def main() -> None:
    given = order()
    gc.disable()  # a short life: collecting only costs time
    try:
        import weasyprint  # slow import
    except OSError as error:
        answer(problem="library", detail=str(error))
        return
    fonts = Path(given["fonts"])
    ours = {"base_url": f"{fonts.as_uri()}/", "url_fetcher": _fetcher(fonts)}
    weasyprint.HTML(string=given["html"], **ours).write_pdf(
        given["output"],
        stylesheets=[weasyprint.CSS(string=style, **ours) for style in given["styles"]],
        pdf_variant="pdf/ua-1",
        pdf_identifier=given["identifier"].encode(),
        presentational_hints=True,  # a template has no style attribute: widths of columns come as <col width>
    )
    answer(problem="")


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
