"""The report's two faces, made once into .fonts from the packaged variable font.

No font lies in the repository. Static TrueType with all glyphs: the variable font takes ten times as long a
page, and PDF readers drop the Chinese of the OpenType cut.
"""

import subprocess
from pathlib import Path

from bin.console import ROOT, Stuck, say

FONTS = ROOT / ".fonts"
SOURCE = "NotoSansTC[wght].ttf"
WEIGHTS = {"Regular": 400, "Bold": 700}


def make_fonts(python: str, folder: Path = FONTS) -> None:
    missing = {name: folder / f"NotoSansTC-{name}.ttf" for name in WEIGHTS}
    missing = {name: file for name, file in missing.items() if not file.exists()}
    if not missing:
        return
    say("Making the report's fonts (half a minute, once)")
    folder.mkdir(exist_ok=True)
    script = str(ROOT / "bin" / "make_font.py")
    making = [
        subprocess.Popen([python, script, SOURCE, str(WEIGHTS[name]), str(file)], cwd=ROOT)
        for name, file in missing.items()
    ]
    ended = [one.wait() for one in making]
    if any(ended):
        raise Stuck("the report's fonts could not be made; the message is above.")
