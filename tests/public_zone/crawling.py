"""Following every link of the zone, as a stranger with a browser or in a folder of files."""

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import urldefrag, urljoin

LINK = re.compile(r'\b(?:href|src)="([^"]+)"')
ADDRESS = re.compile(r'"(?:dcat:accessURL|@id|resourceDownloadUrl|relatedUrl)": (?:\{\s*"@id": )?"([^"]+)"')


def links(text: str) -> list[str]:
    return [urldefrag(one)[0] for one in LINK.findall(text)]


def text_of(name: str, body: bytes) -> str:
    """What can be read in a page or file."""
    if name.endswith(".ods"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return archive.read("content.xml").decode()
    return body.decode("utf-8", "replace")


def crawl(client, start: str) -> dict[str, tuple[int, str]]:
    """address → (status, text) of all that can be reached within the site, styles left out."""
    found, waiting = {}, [start]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = text_of(address, body)
        found[address] = (response.status_code, f"{response.headers}{text}")
        if response["Content-Type"].startswith("text/html"):
            near = [urljoin(address, one) for one in links(text)]
            waiting += [one for one in near if one.startswith("/") and not one.startswith("/static/")]
    return found


def dead_ends(folder: Path) -> list[str]:
    """Links of the pages in ``folder`` that lead to no file of it."""
    dead = []
    for page in folder.rglob("*.html"):
        for one in links(page.read_text(encoding="utf-8")):
            if one and not one.startswith("https://") and not (page.parent / one).resolve().is_file():
                dead.append(f"{page.relative_to(folder)}: {one}")
    return dead
