"""缺漏事項: what isn't fulfilled or can't be judged yet, who answers for it (參), and which units are still short."""

from core.contract import canonical
from reports.judged import Board
from reports.sections import Section, sections, together


def gaps(board: Board, parts: list[Section]) -> list[dict]:
    """Most urgent first; where a whole section lacks the same records this is said once. Names units, not people."""
    home = {id(one): part for part in parts for one in part.judged}
    return [
        line | {"section": part.heading, "owner": part.owner, "units": _units(same)}
        for line, same in together(board.open(), lambda one: home[id(one)].label)
        for part in [home[id(same[0])]]
    ]


def owners(board: Board) -> dict[int, str]:
    """Who answers for each of the board's rules (參), by the identity of its ``Judged``."""
    return {id(one): part.owner for part in sections(board) for one in part.judged}


def _units(same) -> list:
    """Each unit that still has something to do, once."""
    return list({canonical(duty.who): duty.who for one in same for duty in one.duties}.values())
