"""A step finished, its due day set, the case taken back to an earlier one (GIA-08; G-1, G-9)."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.contract import Sentence
from core.roc import format_day
from impact_assessment import permissions, standing
from impact_assessment.actions.locking import locked
from impact_assessment.editions import content, fingerprint
from impact_assessment.models import Case, Edition, Step
from organization import history
from statistics_app.actions.refusing import refuse

SEALS = (standing.FILL, standing.ADOPT)
"""Steps whose form is kept as it stood when they were finished."""


@transaction.atomic
def finish_step(case: Case, number: int, *, on: datetime.date, by) -> Case:
    """Step ``number`` is done on that day, if it is its turn and nothing is missing; the same again changes nothing."""
    case = locked(case)
    refuse(permissions.why_not_work(by, case))
    if any(one.number == number and one.done_on == on for one in case.now):
        return case
    refuse(permissions.why_not_step(by, case, number))
    step = case.current
    if step.rule == standing.REVIEW:
        raise ValidationError(_("這個步驟由主責單位審核通過後完成。"))
    refuse_missing(case, step)
    refuse_day(case, step, on, by.day)
    if step.rule in SEALS:
        _keep_edition(case, step, on, by)
    finish(step, on, by)
    return Case.objects.whole().get(pk=case.pk)


def refuse_missing(case: Case, step: Step) -> None:
    """All that is lacking, at once."""
    if lacking := standing.missing(case, step):
        raise ValidationError([str(one) for one in lacking])


def refuse_day(case: Case, step: Step, on: datetime.date, today: datetime.date) -> None:
    """Never before what it rests on, never after today (GIA-08)."""
    since, why = earliest(case, step)
    if on < since:
        said = _("完成日不得早於%(day)s（%(why)s）。")
        raise ValidationError({"done_on": said % {"day": format_day(since), "why": str(Sentence(why))}})
    if on > today:
        raise ValidationError({"done_on": _("完成日不得晚於今天。")})


def earliest(case: Case, step: Step) -> tuple[datetime.date, str]:
    """(the first day on which the step can have been done, why): after the one before, and what it rests on."""
    found = [(standing.begun(case, step), _n("前一步驟完成、判定或退回之日"))]
    if step.rule == standing.GATHER:
        found += [(one.held_on, _n("諮詢日")) for one in standing.consultations(case)]
    if step.rule == standing.PARTICIPATE:
        found += [(one.submitted_on, _n("專家提出意見日")) for one in standing.submitted(case)]
        if standing.is_heard(case):
            found.append((case.presented_in.meeting.held_on, _n("專案小組會議日")))
    if step.rule == standing.ADOPT:
        found += [
            (one.replied_on, _n("意見回復日"))
            for one in map(standing.reply_of, standing.opinions(case))
            if one
        ]
    return max(found, key=lambda one: one[0])


def finish(step: Step, on: datetime.date, by) -> None:
    step.done_on = on
    history.save(step, by=by, verb=_n("完成步驟"))


def _keep_edition(case: Case, step: Step, on: datetime.date, by) -> None:
    """The form as it stands now, never to be changed again."""
    drafts, made = standing.drafts(case), content(case)
    edition = Edition(
        case=case,
        number=max((one.number for one in case.editions.all()), default=0) + 1,
        round=step.round,
        rule=step.rule,
        made_on=on,
        content=made,
        digest=fingerprint(made),
        draft=drafts[-1].file if drafts else None,
    )
    history.save(edition, by=by, verb=_n("定稿"))


@transaction.atomic
def set_due(case: Case, days: Mapping[int, datetime.date | None], *, by) -> Case:
    """The day by which each step that isn't done is to be done; they follow each other like the steps."""
    case = locked(case)
    refuse(permissions.why_not_set_due(by, case))
    last = None
    for step in case.now:
        due = step.due_on if step.done_on else days.get(step.number, step.due_on)
        if due and last and due < last:
            raise ValidationError({f"due_{step.number}": _("期限不得早於前一步驟的期限。")})
        last = due or last
        if due != step.due_on:
            step.due_on = due
            history.save(step, by=by, verb=_n("登錄期限"))
    return case


@transaction.atomic
def go_back(case: Case, to_step: int, *, reason: str, by) -> Case:
    """The unit takes the case back to an earlier step of its own accord, with the reason."""
    case = locked(case)
    refuse(permissions.why_not_go_back(by, case, to_step))
    if not reason.strip():
        raise ValidationError({"reason": _("退回重辦須說明理由。")})
    begin_again(case, to_step, reason=reason, by=by)
    return Case.objects.whole().get(pk=case.pk)


def begin_again(case: Case, to_step: int, *, reason: str, by) -> None:
    """The steps from ``to_step`` on give way to those of a new round; what came before stands.

    A hearing that took place belongs to the round that is over.
    """
    steps, number = [one for one in case.now if one.number >= to_step], case.round + 1
    for step in steps:
        step.is_superseded = True
        history.save(step, by=by, verb=_n("退回重辦"), reason=reason)
    for step in steps:
        fresh = Step(
            case=case,
            round=number,
            number=step.number,
            rule=step.rule,
            title=step.title,
            clause=step.clause,
        )
        history.save(fresh, by=by, verb=_n("開始新一輪"), reason=reason)
    if any(one.rule == standing.PARTICIPATE for one in steps) and standing.is_heard(case):
        case.presented_in = None
        history.save(case, by=by, verb=_n("退回重辦"), reason=reason)
