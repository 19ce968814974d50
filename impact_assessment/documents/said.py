"""Who took part, what was said, what became of it, who reviewed it, what is followed (伍四(三) – (五); G-8, G-12)."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _

from core.printing import Grid, Heading, Para
from core.roc import format_short
from impact_assessment.models import Adoption, Case, EngagementState, Opinion
from impact_assessment.standing import reply_of


def participation(case: Case) -> Iterable:
    """Experts asked in every round with the basis that stood for them, and the task force's meeting."""
    yield Heading(1, _("程序參與"))
    rows = tuple(
        (
            one.expert.external.name,
            "\n".join(filter(None, (one.basis.get("title", ""), one.basis.get("detail", "")))) or "–",
            str(one.round),
            format_short(one.invited_on),
            _outcome(one),
        )
        for one in case.engagements.all()
    )
    if rows:
        header = (_("專家學者"), _("資格"), _("輪次"), _("邀請日"), _("結果"))
        yield Grid(header, rows, (16, 38, 8, 14, 24))
    if item := case.presented_in:
        resolution = getattr(item, "resolution", None)
        outcome = resolution.get_outcome_display() if resolution else _("尚無決議")
        said = _("%(committee)s%(meeting)s「%(item)s」：%(outcome)s")
        values = {"committee": item.meeting.committee.name, "meeting": item.meeting, "item": item.title}
        yield Para(said % (values | {"outcome": outcome}))
    if not rows and not case.presented_in:
        yield Para(_("尚未送請程序參與。"))


def _outcome(engagement) -> str:
    day = engagement.submitted_on or engagement.answered_on
    words = f"{engagement.get_state_display()}{f' {format_short(day)}' if day else ''}"
    return "\n".join(filter(None, (words, engagement.reason)))


def opinions(case: Case) -> Iterable:
    """Each opinion with its reply, by who said it; of earlier rounds too."""
    yield Heading(1, _("意見及參採情形"))
    said = [one for one in case.opinions.all() if _is_said(one)]
    if not said:
        yield Para(_("尚無意見。"))
    for (rounds, who), theirs in groupby(said, key=lambda one: (one.round, _who(one))):
        values = {"who": who, "round": rounds}
        yield Heading(2, _("%(who)s（第 %(round)s 輪）") % values)
        theirs = list(theirs)
        for one in theirs:
            yield Para(one.text, bold_lead=_("%(part)s：") % {"part": _part(one)})
            yield from _reply(one)
        if (asked := theirs[0].engagement) and asked.timing:
            yield Para(asked.timing, bold_lead=_("參與時機及方式之合宜性："))


def _is_said(one: Opinion) -> bool:
    is_given = one.engagement_id is None or one.engagement.state == EngagementState.SUBMITTED
    return is_given and not one.is_withdrawn


def _who(one: Opinion) -> str:
    return one.engagement.expert.external.name if one.engagement_id else _("性別平等專案小組")


def _part(one: Opinion) -> str:
    return one.question.text if one.question_id else _("意見")


def _reply(one: Opinion) -> Iterable:
    reply = reply_of(one)
    if reply is None:
        yield Para(_("尚未回復。"), indent=1)
        return
    words = [f"{Adoption(reply.adoption).label}（{format_short(reply.replied_on)}）"]
    if reply.where_changed:
        words.append(_("修正處：%(where)s") % {"where": reply.where_changed})
    if reply.reason:
        words.append(_("理由：%(reason)s") % {"reason": reply.reason})
    yield Para("\n".join(words), indent=1, bold_lead=_("參採情形："))


def reviews(case: Case) -> Iterable:
    """Each time it was sent, to whom, and what was decided."""
    yield Heading(1, _("主責單位審核"))
    rows = tuple(
        (
            str(one.round),
            one.unit.name if one.unit else case.get_reviewer_display(),
            format_short(one.sent_on),
            "\n".join(
                filter(
                    None, (str(one.get_decision_display()), one.decided_on and format_short(one.decided_on))
                )
            ),
            one.reason or "–",
        )
        for one in case.reviews.all()
    )
    header = (_("輪次"), _("審核組室"), _("送審日"), _("結果"), _("審核意見或退回理由"))
    yield Grid(header, rows, (8, 18, 14, 22, 38)) if rows else Para(_("尚未送審。"))


def goals(case: Case) -> Iterable:
    """What is followed until the project ends."""
    standing = [one for one in case.goals.all() if not one.is_withdrawn]
    if not standing:
        return
    yield Heading(1, _("性別目標管制"))
    rows = tuple(
        (
            one.text,
            one.target or "–",
            format_short(one.due_on) if one.due_on else "–",
            one.result or "–",
            format_short(one.closed_on) if one.closed_on else "–",
        )
        for one in standing
    )
    header = (_("性別目標"), _("績效指標及目標值"), _("預定達成日"), _("達成情形"), _("結案日"))
    yield Grid(header, rows, (26, 22, 14, 24, 14))
