"""How the demonstration's own courses were evaluated (伍二(三)1): mostly by questionnaire, one by a test, the last not yet.

One session stays under five answers, so that one sees results that are kept back.
"""

import datetime
import random

from demo.year import DEMO_DAY
from organization.actor import actor_for
from organization.models import Account, Agency
from training import actions
from training.evaluating import first_questions, rule_of
from training.models import Evaluation, Method, Organiser, QuestionKind, Session

WEEK = datetime.timedelta(days=7)
TESTED = ("B104",)
NOT_YET = ("C404",)
"""Held a week before the demonstration day: TR-12 is short of it, and the office can begin there."""
FEW, MANY = 4, 14
SMALL = datetime.date(2018, 3, 14)
OPEN = datetime.date(2018, 9, 5)
"""The session whose last day for answers is still to come: the office can print codes for who has not answered."""
TEXTS = (
    "希望多一些資訊系統的案例。",
    "分組討論時間可再長一點。",
    "講師舉的例子和業務很接近。",
    "教室冷氣太冷。",
)


def evaluate(agency: Agency, office: Account) -> None:
    """Each held session of our own, as the personnel office did it on the day."""
    generator = random.Random(12)
    held = Session.objects.filter(
        course__agency=agency, course__organiser=Organiser.SELF, ended_on__lte=DEMO_DAY
    ).select_related("course__agency")
    for session in held.exclude(course__code__in=NOT_YET).order_by("ended_on", "id"):
        by = actor_for(office, session.ended_on)
        if session.course.code in TESTED:
            _tested(session, by)
        else:
            _asked(session, by, generator)


def _tested(session: Session, by) -> None:
    evaluation = Evaluation(session=session, method=Method.TEST, note="前後測各 10 題，後測平均進步 2.1 題")
    actions.open_evaluation(evaluation, by=by)


def _asked(session: Session, by, generator: random.Random) -> None:
    """Codes on the day, answers within the week; who answers is drawn, as everything here is."""
    questions = first_questions(session.course.agency_id, rule_of(session))
    last = (DEMO_DAY if session.ended_on == OPEN else session.ended_on) + WEEK
    evaluation = Evaluation(session=session, questions=questions, closes_on=last)
    actions.open_evaluation(evaluation, by=by)
    codes = actions.fresh_codes(evaluation)
    actions.hand_out(evaluation, codes, by=by)
    most = FEW if session.ended_on == SMALL else MANY
    for code in codes[: min(most, len(codes) * 3 // 4)]:
        values = [_said(one, generator) for one in questions]
        actions.answer(evaluation, code, values, stamp=evaluation.stamp, day=session.ended_on)


def _said(question: dict, generator: random.Random):
    if question["kind"] == QuestionKind.SCALE:
        return generator.choice((5, 5, 5, 4, 4, 4, 4, 3))
    return generator.choice((*TEXTS, "", "", "", ""))
