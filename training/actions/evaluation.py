"""The evaluation of a session: opened, its codes handed out, answered (伍二(三)1, TR-12).

Codes and answers are written without a line in the history: its time would tie the one to the other.
"""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.text import half_width
from organization import history
from organization.models import Role
from training import permissions
from training.actions.refusing import refuse
from training.evaluating import participants, rule_of
from training.models import Evaluation, EvaluationAnswer, EvaluationCode, EvaluationForm

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for one another on paper."""
LENGTH = 8


@transaction.atomic
def keep_form(form: EvaluationForm, *, by):
    """The agency's own questions, for evaluations to come."""
    refuse(permissions.why_not_keep_courses(by, form.agency_id))
    return history.save(form, by=by, verb=_n("儲存題目"), role=Role.PERSONNEL)


@transaction.atomic
def open_evaluation(evaluation: Evaluation, *, by):
    """Say how a session is evaluated; scale and smallest number shown are those of the plan on its day."""
    rule = rule_of(evaluation.session)
    refuse(permissions.why_not_evaluate(by, evaluation.session, rule))
    _refuse_past(evaluation, by.day)
    evaluation.opened_on = by.day
    evaluation.scale, evaluation.smallest_group = rule.number("scale"), rule.number("smallest_group")
    return history.save(evaluation, by=by, verb=_n("開始課後評估"), role=Role.PERSONNEL)


@transaction.atomic
def change_evaluation(evaluation: Evaluation, *, by):
    """Other words while nobody has answered; after that only another last day, until it has come."""
    before = Evaluation.objects.select_for_update().select_related("session__course").get(pk=evaluation.pk)
    refuse(permissions.why_not_change_evaluation(by, before, evaluation))
    _refuse_past(evaluation, by.day)
    return history.save(evaluation, by=by, verb=_n("修改課後評估"), role=Role.PERSONNEL)


@transaction.atomic
def analyse(evaluation: Evaluation, text: str, *, by):
    """What the office makes of the results."""
    refuse(permissions.why_not_keep_courses(by, evaluation.session.course.agency_id))
    evaluation.analysis = text
    return history.save(evaluation, by=by, verb=_n("填寫績效分析"), role=Role.PERSONNEL)


def _refuse_past(evaluation: Evaluation, day) -> None:
    if evaluation.is_asked_here and evaluation.closes_on and evaluation.closes_on < day:
        raise ValidationError(_("填答截止日不得早於今日。"))


def fresh_codes(evaluation: Evaluation) -> list[str]:
    """New codes, one for each participant who has not answered, in an order that tells nothing."""
    count = left(evaluation)
    if not count:
        raise ValidationError(_("沒有尚未填答的出席者；請先登錄出席。"))
    return ["".join(secrets.choice(SIGNS) for _sign in range(LENGTH)) for _one in range(count)]


def left(evaluation: Evaluation) -> int:
    """How many participants have not answered."""
    return max(0, participants(evaluation.session) - evaluation.codes.filter(is_used=True).count())


@transaction.atomic
def hand_out(evaluation: Evaluation, codes: list[str], *, by) -> None:
    """``codes`` are printed and hold from now on; those printed before and not yet used are void."""
    locked = Evaluation.objects.select_for_update().select_related("session__course").get(pk=evaluation.pk)
    refuse(permissions.why_not_hand_out(by, locked))
    if len(codes) > left(locked):
        raise ValidationError(_("剛才有人填答，請再印一次。"))
    locked.version = evaluation.version
    history.save(locked, by=by, verb=_n("印製填答代碼"), role=Role.PERSONNEL)
    locked.codes.filter(is_used=False).delete()
    rows = [EvaluationCode(evaluation=locked, digest=digest(locked, code)) for code in codes]
    EvaluationCode.objects.bulk_create(sorted(rows, key=lambda one: one.digest))


def digest(evaluation: Evaluation, code: str) -> str:
    """Keyed by the installation's secret: whoever has only the database can't try all codes."""
    bare = "".join(one for one in half_width(code).upper() if one.isascii() and one.isalnum())
    return salted_hmac(f"training.evaluation {evaluation.pk}", bare, algorithm="sha256").hexdigest()


@transaction.atomic
def answer(evaluation: Evaluation, code: str, values: list, *, stamp: str, day) -> bool:
    """Keep one sheet and use up its code; False when the code was used before, and nothing is kept."""
    locked = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    if not locked.is_open(day):
        raise ValidationError(_("填答已截止。"))
    if stamp != locked.stamp:
        raise ValidationError(_("題目剛才有修改，請看過後再送一次。"))
    known = locked.codes.filter(digest=digest(locked, code))
    if not known.filter(is_used=False).update(is_used=True):
        if known.exists():
            return False
        raise ValidationError(_("代碼不正確，或已改印新的代碼單。請照代碼單上的 8 個字輸入。"))
    EvaluationAnswer.objects.create(evaluation=locked, values=values)
    return True
