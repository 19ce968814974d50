"""The rules on courses themselves (伍二(三)1): who held them, where, evaluated, with cases of one's own work."""

from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Scope, Sentence
from organization.models import Post, PostKind
from plan.judging import judge
from training.models import Hours, Organiser, Session, State

MANAGED = (PostKind.SUPERVISOR, PostKind.FOCAL_POINT, PostKind.GENDER_STAFF)


def course_findings(scope: Scope, book) -> list[Finding]:
    """TR-11 – TR-14, in two queries. How a session was evaluated is known on the day that is asked, as TR-15 is."""
    known = max(scope.as_of, scope.day)
    sessions = list(
        Session.objects.catalogue()
        .held(scope.first, scope.day)
        .filter(course__agency_id=scope.agency_id)
        .annotate(evaluated=Count("evaluation", filter=Q(evaluation__opened_on__lte=known)))
        .values_list("id", "course__organiser", "has_case_discussion", "evaluated")
    )
    own = [one for one in sessions if one[1] == Organiser.SELF]
    wanted = book.number("TR-12", "evaluations")
    found = [
        _finding(
            scope,
            book.get("TR-11"),
            [pk for pk, organiser, *_ in sessions if organiser],
            [pk for pk, *_ in sessions],
            _n("%(need)s 場課程中 %(have)s 場已載明辦理單位。"),
        ),
        _finding(
            scope,
            book.get("TR-12"),
            [pk for pk, *_, evaluated in own if wanted is not None and evaluated >= wanted],
            [pk for pk, *_ in own],
            _n("本機關自辦 %(need)s 場，%(have)s 場已辦理課後評估或滿意度調查。"),
        ),
        _finding(
            scope,
            book.get("TR-14"),
            [pk for pk, _organiser, discussed, _evaluated in own if discussed],
            [pk for pk, *_ in own],
            _n("本機關自辦 %(need)s 場，%(have)s 場含與業務相關之實際案例討論。"),
        ),
        _venue(scope, book.get("TR-13")),
    ]
    return [one for one in found if one]


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
