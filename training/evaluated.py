"""The report's table of evaluations (domain 2.1, T5): every own session of the year and what came of it."""

from django.utils.translation import gettext_noop as _n

from core.contract import Column, Scope, Sentence, Table
from training.evaluating import Results, results
from training.labels import label
from training.models import Evaluation, Method, Organiser, Session


def evaluation_table(scope: Scope) -> Table:
    """In three queries. Before the smallest number of answers only the response rate is there."""
    sessions = (
        Session.objects.catalogue()
        .held(scope.first, scope.day)
        .filter(course__agency_id=scope.agency_id, course__organiser=Organiser.SELF)
        .select_related("course")
        .order_by("ended_on", "id")
    )
    known = max(scope.as_of, scope.day)
    rows = Evaluation.objects.filter(session__in=sessions, opened_on__lte=known)
    found = {one.evaluation.session_id: one for one in results(rows, known)}
    return Table(
        key="training-evaluation",
        title=Sentence(_n("課程評估")),
        columns=(
            Column("day", Sentence(_n("日期")), "date"),
            Column("title", Sentence(_n("課程名稱"))),
            Column("method", Sentence(_n("評估方式")), "label"),
            Column("answered", Sentence(_n("回收／發出")), "ratio"),
            Column("rate", Sentence(_n("回收率")), "percent"),
            Column("satisfaction", Sentence(_n("滿意度")), "percent"),
        ),
        rows=tuple((one.ended_on, one.course.title, *_cells(found.get(one.pk))) for one in sessions),
        clause="伍二(三)1",
        note=Sentence(_n("滿意度為各評分題得分占滿分之比率；份數未達規定者不列示，以保護填答者。")),
    )


def _cells(one: Results | None) -> tuple:
    """Method, ratio, rate and satisfaction; what is not known is not zero."""
    if one is None:
        return (Sentence(_n("未辦理")), None, None, None)
    method = label(Method, one.evaluation.method)
    if not one.evaluation.is_asked_here:
        return (method, None, None, None)
    ratio = (one.answered, one.invited)
    return (method, ratio, ratio, one.satisfaction)
