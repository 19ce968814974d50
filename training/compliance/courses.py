"""The rules on courses themselves (伍二(三)1): who held them, where, evaluated, with cases of one's own work."""

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Scope, Sentence
from organization.models import Post, PostKind
from plan.judging import judge
from training.models import Hours, Organiser, Session, State

MANAGED = (PostKind.SUPERVISOR, PostKind.FOCAL_POINT, PostKind.GENDER_STAFF)


SAID = {
    "TR-11": _n("%(need)s 場課程中 %(have)s 場已載明辦理單位。"),
    "TR-12": _n("本機關自辦 %(need)s 場，%(have)s 場已辦理課後評估或滿意度調查。"),
    "TR-14": _n("本機關自辦 %(need)s 場，%(have)s 場含與業務相關之實際案例討論。"),
}


def course_findings(scope: Scope, book) -> list[Finding]:
    """TR-11 – TR-14, in two queries."""
    sessions = _sessions(scope)
    own = [one for one in sessions if one.course.organiser == Organiser.SELF]
    wanted = book.number("TR-12", "evaluations")
    lists = {
        "TR-11": ([one for one in sessions if one.course.organiser], sessions),
        "TR-12": ([one for one in own if wanted is not None and one.evaluated >= wanted], own),
        "TR-14": ([one for one in own if one.has_case_discussion], own),
    }
    found = [
        _finding(scope, book.get(code), [one.pk for one in done], [one.pk for one in asked], SAID[code])
        for code, (done, asked) in lists.items()
    ]
    return [one for one in (*found, _venue(scope, book.get("TR-13"))) if one]


def _sessions(scope: Scope) -> list[Session]:
    """The year's sessions. How one was evaluated is known on the day that is asked, as the reports of TR-15 are."""
    known = max(scope.as_of, scope.day)
    return list(
        Session.objects.catalogue()
        .held(scope.first, scope.day)
        .filter(course__agency_id=scope.agency_id)
        .select_related("course")
        .annotate(evaluated=Count("evaluation", filter=Q(evaluation__opened_on__lte=known)))
    )


def _finding(scope: Scope, rule, done: list[int], asked: list[int], message: str) -> Finding | None:
    if rule is None:
        return None
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(len(done), len(asked), closed=scope.closed, force=rule.force),
        have=len(done),
        need=len(asked),
        sentence=Sentence(message, {"have": len(done), "need": len(asked)}),
        counted=Evidence("training.Session", tuple(done)),
        asked=Evidence("training.Session", tuple(asked)),
    )


def _venue(scope: Scope, rule) -> Finding | None:
    """TR-13: of the verified attendances of heads and liaisons, how many were at 公訓處."""
    if rule is None:
        return None
    rows = Hours.objects.held(scope.first, scope.day).filter(
        state=State.VERIFIED,
        person__agency_id=scope.agency_id,
        person__posts__in=_posts(scope),
    )
    if scope.unit_id:
        rows = rows.filter(person__posts__in=_posts(scope).filter(unit_id=scope.unit_id))
    count = rows.aggregate(
        need=Count("id", distinct=True),
        have=Count("id", distinct=True, filter=Q(session__course__organiser=Organiser.DCSD)),
    )
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(count["have"], count["need"], closed=scope.closed, force=rule.force),
        have=count["have"],
        need=count["need"],
        sentence=Sentence(
            _n("主管、聯絡人及業務相關人員參訓 %(need)s 人次，其中公訓處辦理 %(have)s 人次。"), count
        ),
        unit_id=scope.unit_id,
    )


def _posts(scope: Scope):
    return Post.objects.during(scope.year, until=scope.day).filter(kind__in=MANAGED)
