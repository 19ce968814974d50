"""How long a report of many pages takes to print, and with how much memory: ``report_pages.py EDITION.json 50 200``.

The edition (``manage.py annual_report 106 --output F.pdf --json EDITION.json``) has its tables repeated until it
has about as many pages. Each printing is a child of its own, as in the product. Prints a row for docs/figures.md.
"""

import argparse
import copy
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edition", type=Path)
    parser.add_argument("pages", type=int, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gmplan.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    edition = json.loads(given.edition.read_text(encoding="utf-8"))
    for pages in given.pages:
        rounds = [measured(edition, pages) for _round in range(given.rounds)]
        count, kilobytes = rounds[0][1], rounds[0][3]
        seconds = statistics.median(one[0] for one in rounds)
        peak = max(one[2] for one in rounds)
        print(f"| {count} pages, {kilobytes} kB | {seconds:.1f} s | {peak} MB |", flush=True)


def measured(edition: dict, pages: int) -> tuple[float, int, int, int]:
    """Seconds, pages, peak megabytes of the largest child so far, kilobytes."""
    from django.conf import settings
    from pypdf import PdfReader

    from reports import pdf

    with tempfile.TemporaryDirectory() as room:
        settings.PDF_ROOT = Path(room)
        whole = grown(edition, pages)
        began = time.perf_counter()
        file = pdf.render(whole)
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        return seconds, len(PdfReader(file).pages), peak, file.stat().st_size // 1024


def grown(edition: dict, pages: int) -> dict:
    """The edition with its tables again and again; a table of the demonstration is about two thirds of a page."""
    made = copy.deepcopy(edition)
    homes = [one for one in made["sections"] if one["tables"]]
    tables = [(home, item) for home in homes for item in home["tables"]]
    have = 50
    number = 0
    while have < pages:
        home, item = tables[number % len(tables)]
        number += 1
        again = copy.deepcopy(item)
        again["number"] = f"{item['number']}-{number}"
        again["table"]["key"] = f"{item['table']['key']}-{number}"
        home["tables"].append(again)
        have += 0.66
    return made


if __name__ == "__main__":
    main()
