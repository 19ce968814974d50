"""One static TrueType face from the packaged variable font: ``font.py SOURCE WEIGHT OUTPUT``."""

import importlib.metadata
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer


def main(source: str, weight: int, output: Path) -> None:
    files = importlib.metadata.files("justmytype-intl-cjk") or []
    variable = next(file.locate() for file in files if file.name == source)
    font = TTFont(variable)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True, updateFontNames=True)
    half_done = output.with_suffix(".part")
    font.save(half_done)
    half_done.rename(output)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
