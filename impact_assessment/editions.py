"""A case as plain JSON, so that it can be kept as it stood, printed again and compared (G-3, G-9, G-16)."""

import hashlib

from core.contract import canonical, plain
from impact_assessment.models import Case, Part


def content(case: Case) -> dict:
    """The case's form with its version, answers, statistics and consultations; the case comes ``whole()``."""
    return plain(
        {
            "form": {"code": case.form.code, "title": case.form.title, "since": case.form.since},
            "title": case.title,
            "kind": case.kind_title,
            "answers": answers(case),
            "statistics": [
                {
                    "title": one.title,
                    "source": one.source,
                    "finding": one.finding,
                    "taken_on": one.taken_on,
                    "table": one.table,
                }
                for one in case.statistics.all()
                if not one.is_withdrawn
            ],
            "consultations": [
                {"held_on": one.held_on, "who": str(one), "note": one.note}
                for one in case.consultations.all()
                if not one.is_withdrawn
            ],
        }
    )


def fingerprint(made: dict) -> str:
    """The digest by which an edition is known to be unchanged."""
    return hashlib.sha256(canonical(made).encode()).hexdigest()


def answers(case: Case) -> list[dict]:
    """Each question of the agency's own part with what stands there; unanswered ones are empty."""
    given = {one.question_id: one for one in case.answers.all()}
    return [
        {
            "number": one.number,
            "section": one.section,
            "question": one.text,
            "kind": one.kind,
            "choice": given[one.id].choice if one.id in given else "",
            "text": given[one.id].text if one.id in given else "",
        }
        for one in case.form.questions.all()
        if one.part == Part.SELF
    ]


def unanswered(case: Case) -> tuple[str, ...]:
    """Numbers of the questions that this kind of case must answer and hasn't (domain 2.5)."""
    by_number = {one["number"]: one for one in answers(case)}
    said_yes = {number for number, one in by_number.items() if one["choice"] == "YES"}
    return tuple(
        one.number
        for one in case.form.questions.all()
        if one.part == Part.SELF
        and (case.kind in one.required_for or said_yes & set(one.required_when))
        and not _is_filled(by_number[one.number])
    )


def _is_filled(answer: dict) -> bool:
    """A question of 是/否 wants both the choice and its reason."""
    return bool(answer["text"].strip()) and (answer["kind"] != "YES_NO" or bool(answer["choice"]))
