"""The child that makes a PDF of HTML: ``python -m reports.render`` reads an order on stdin and writes the file.

It runs without Django, with bounds on memory, only our fonts and only our files. It answers one JSON line.
"""

import gc
import json
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

MEMORY = 2 * 1024**3


def main() -> None:
    order = json.load(sys.stdin)
    _bound_memory()
    gc.disable()  # a short life: collecting only costs time
    try:
        import weasyprint  # slow import
    except OSError as error:
        _answer(problem="library", detail=str(error))
        return
    fonts = Path(order["fonts"])
    style = weasyprint.CSS(
        string=Path(order["style"]).read_text(encoding="utf-8"),
        base_url=f"{fonts.as_uri()}/",
        url_fetcher=_fetcher(fonts),
    )
    document = weasyprint.HTML(
        string=order["html"], base_url=f"{fonts.as_uri()}/", url_fetcher=_fetcher(fonts)
    )
    document.write_pdf(
        order["output"],
        stylesheets=[style],
        pdf_variant="pdf/ua-1",
        pdf_identifier=order["identifier"].encode(),
        presentational_hints=False,
    )
    _answer(problem="")


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # not on this system; the wall clock bounds it still
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _fetcher(folder: Path):
    """Serves files of ``folder`` and ``data:`` only; anything else ends the rendering (RQ-F3)."""
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


def _answer(**answer) -> None:
    print(json.dumps(answer, ensure_ascii=True))


if __name__ == "__main__":
    main()
