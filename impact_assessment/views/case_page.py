"""One case: the state bar, its steps as a list of tasks, all that it has gathered (伍四; G-1, G-2)."""

from dataclasses import dataclass

from django.db.models import Model
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from impact_assessment import permissions, standing
from impact_assessment.models import Case, EngagementState
from impact_assessment.standing import Stage, StepStanding
from impact_assessment.views.asked import seen
from statistics_app.views.meetings import coming

WAY = (Stage.SCREENING, Stage.GOING_ON, Stage.IN_REVIEW, Stage.CONTROLLED)
"""The stages one after the other; the others end a case."""


@dataclass(frozen=True)
class Task:
    """A step as it is shown: ``links`` are the pages on which it is worked, the main one first."""

    stands: StepStanding
    links: tuple[tuple[str, str], ...] = ()
    may_finish: bool = False
    is_late: bool = False

    @property
    def is_current(self) -> bool:
        return self.stands.since is not None


@require_safe
def detail(request, pk):
    """Where it stands, what is to be done and by whom, what belongs to it."""
    case, actor = seen(request, pk), request.actor
    tasks = [_task(case, one, actor) for one in standing.steps(case)]
    stage = standing.stage(case)
    review = standing.pending_review(case)
    may_present = _may(permissions.why_not_present, actor, case)
    context = {
        "case": case,
        "year": case.year,
        "stage": stage,
        "steps": _way(stage),
        "tasks": tasks,
        "today": actor.day,
        "first": _first(case, actor, tasks),
        "review": review,
        "former": [one for one in case.reviews.all() if one.decided_on],
        "may_present": may_present,
        "meetings": coming(actor, case.agency_id, [case.unit]) if may_present else [],
        "statistics": standing.statistics(case),
        "consultations": standing.consultations(case),
        "files": [one for one in case.files.all() if not one.is_withdrawn],
        "engagements": _engagements(case, actor),
        "opinions": standing.opinions(case),
        "waiting": len(standing.open_opinions(case)),
        "goals": [one for one in case.goals.all() if not one.is_withdrawn],
        "loose": _loose(case, actor),
        "source": _source(case, actor),
        "is_heard": standing.is_heard(case),
        "since_round": standing.since_round(case),
        **_verbs(case, actor),
    }
    return render(request, "impact_assessment/case_detail.html", context)


def _may(why_not, actor, *about) -> bool:
    return why_not(actor, *about) is None


def _verbs(case: Case, actor) -> dict[str, bool]:
    """What this person may do now."""
    back = case.current.number - 1 if case.is_needed and case.current else 0
    return {
        "may_change": _may(permissions.why_not_change, actor, case),
        "may_prepare": _may(permissions.why_not_prepare, actor, case),
        "may_set_due": _may(permissions.why_not_set_due, actor, case),
        "may_go_back": back > 0 and _may(permissions.why_not_go_back, actor, case, back),
        "may_send": _may(permissions.why_not_send, actor, case),
        "may_follow": _may(permissions.why_not_follow, actor, case),
        "may_withdraw": _may(permissions.why_not_withdraw, actor, case),
        "may_record": _may(permissions.why_not_record_opinion, actor, case),
        "may_copy": bool(actor.units) or permissions.acts_as(actor, case.agency_id) is not None,
    }


def _loose(case: Case, actor) -> set[int]:
    """Files that this person may still take out."""
    return {one.pk for one in case.files.all() if _may(permissions.why_not_take_out, actor, case, one)}


def _source(case: Case, actor) -> Case | None:
    """The earlier case whose answers it began with, where this person may see it."""
    if case.started_from_id is None:
        return None
    return Case.objects.visible_to(actor).filter(pk=case.started_from_id).first()


def _way(stage: Stage) -> list[dict]:
    """How far it has come, for the state bar."""
    if stage not in WAY:
        return []
    reached = WAY.index(stage) + (stage == Stage.CONTROLLED)
    states = ["done"] * reached + ["current"] + ["next"] * len(WAY)
    return [{"label": one.label, "state": state} for one, state in zip(WAY, states, strict=False)]


def _task(case: Case, stands: StepStanding, actor) -> Task:
    step = stands.step
    is_turn = _may(permissions.why_not_step, actor, case, step.number)
    due = step.due_on
    return Task(
        stands=stands,
        links=tuple(_links(case, step.rule, is_turn)),
        may_finish=is_turn and not stands.missing and step.rule != standing.REVIEW,
        is_late=bool(due and not step.done_on and due < actor.day),
    )


def _links(case: Case, rule: str, is_turn: bool):
    """(words, address): to work where it is this person's turn, else to look at what is there."""
    page = lambda name: reverse(f"assessment:{name}", args=[case.pk])  # noqa: E731
    if rule == standing.GATHER and is_turn:
        yield _("引用性別統計"), page("statistic-create")
        yield _("登錄專家諮詢"), page("consultation-create")
    if rule == standing.FILL:
        yield _("填寫評估表") if is_turn else _("評估表"), page("answers")
        if is_turn:
            yield _("附上草案或計畫書"), page("file-create")
    if rule == standing.PARTICIPATE and is_turn:
        yield _("邀請專家"), page("case-experts")
    if rule == standing.ADOPT:
        yield from _adopting(case, is_turn, page)


def _adopting(case: Case, is_turn: bool, page):
    """What is still owed comes first: the answers to the opinions, then the amendment."""
    reply = (_("回復意見") if is_turn else _("意見及參採情形"), page("opinions"))
    amend = [(_("修正評估表"), page("answers")), (_("附上修正後的草案或計畫書"), page("file-create"))]
    links = [reply] if standing.opinions(case) else []
    if is_turn:
        links = [*links, *amend] if standing.open_opinions(case) else [*amend, *links]
    yield from links
    if case.editions.all():
        yield _("修正前後對照"), page("changes")


def _first(case: Case, actor, tasks: list[Task]) -> tuple[str, str] | None:
    """The one act that the page asks of this person: (words, address)."""
    if _may(permissions.why_not_screen, actor, case) and case.is_needed is None:
        return _("判定是否應辦"), reverse("assessment:case-screen", args=[case.pk])
    if _may(permissions.why_not_review, actor, case, standing.pending_review(case)):
        return _("審核"), reverse("assessment:review", args=[case.pk])
    return next((one.links[0] for one in tasks if one.is_current and _is_asked(one, case, actor)), None)


def _is_asked(task: Task, case: Case, actor) -> bool:
    """Is it this person who has to bring the step further? What is complete is only to be finished."""
    is_turn = _may(permissions.why_not_step, actor, case, task.stands.step.number)
    return is_turn and bool(task.links) and not task.may_finish


def _engagements(case: Case, actor) -> list[tuple[Model, bool]]:
    """Every invitation that wasn't called off, and whether this person may still call it off."""
    is_ours = _may(permissions.why_not_work, actor, case)
    open_ones = (EngagementState.INVITED, EngagementState.ACCEPTED)
    return [
        (one, is_ours and one.state in open_ones)
        for one in case.engagements.all()
        if one.state != EngagementState.CANCELLED
    ]
