"""The rules on sending people to courses: reports to 公訓處 (TR-15), seats by unit (TR-16), nothing twice (TR-17)."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop as _n

from core.contract import Evidence, Finding, Scope, Sentence
from organization.models import Post
from plan.judging import judge
from training.compliance.similar import is_like, is_same
from training.models import Course, Enrolment, Hours, Mode, Organiser, Place, Recipient, Session, Submission


def assigning_findings(scope: Scope, book) -> list[Finding]:
    """In at most six queries; a rule that is not in force is left out."""
    judges = {"TR-15": _reported, "TR-16": _shared, "TR-17": _not_twice}
    return [judged(scope, book[code]) for code, judged in judges.items() if code in book]


def _finding(scope: Scope, rule, have: int, need: int, message: str, **more) -> Finding:
    values = {"have": have, "need": need, **more.pop("values", {})}
    return Finding(
        rule=rule.code,
        clause=rule.clause,
        verdict=judge(have, need, closed=scope.closed, force=rule.force),
        have=have,
        need=need,
        sentence=Sentence(message, values),
        **more,
    )


def _reported(scope: Scope, rule) -> Finding:
    """TR-15: the year's courses to 公訓處 and the state of attendance to 人事處, known on the day that is asked."""
    sent = Submission.objects.filter(
        agency_id=scope.agency_id, year=scope.year, sent_on__lte=max(scope.as_of, scope.day)
    ).values_list("id", "recipient")
    wanted = rule.number("submissions")
    counts = Counter(recipient for _pk, recipient in sent)
    have = sum(min(counts[one], wanted) for one in Recipient.values)
    message = _n("應函報公訓處彙整課程辦理情形、人事處督導參訓各 %(each)s 次，已登錄 %(have)s 次。")
    counted = Evidence("training.Submission", tuple(pk for pk, _recipient in sent))
    return _finding(
        scope, rule, have, wanted * len(Recipient), message, values={"each": wanted}, counted=counted
    )


def _shared(scope: Scope, rule) -> Finding:
    """TR-16: courses that the agency runs, or has seats in, have all their seats allotted. 數位 has no seats."""
    sessions = (
        Session.objects.catalogue()
        .held(scope.first, scope.day)
        .filter(Q(course__organiser=Organiser.SELF) | Q(seats__isnull=False))
        .filter(course__agency_id=scope.agency_id)
        .exclude(mode=Mode.DIGITAL)
        .order_by("id")
        .annotate(allotted=Coalesce(Sum("allotments__seats"), 0))
        .values_list("id", "seats", "allotted")
    )
    asked = tuple(pk for pk, *_counts in sessions)
    done = tuple(pk for pk, seats, allotted in sessions if seats == allotted)
    message = _n("自辦或分配名額之課程 %(need)s 場，%(have)s 場已依組室分配名額。")
    return _finding(
        scope,
        rule,
        len(done),
        len(asked),
        message,
        counted=Evidence("training.Session", done),
        asked=Evidence("training.Session", asked),
    )


def _not_twice(scope: Scope, rule) -> Finding:
    """TR-17: of the year's attendances, those that repeat nothing of the year, or say why they do."""
    hours = (
        Hours.objects.counted(scope.first, scope.day)
        .filter(person__agency_id=scope.agency_id, session__course__in_catalogue=True)
        .exclude(session__mode__in=rule.number("again_modes"))
        .order_by()
    )
    if scope.unit_id:
        there = Post.objects.employed().during(scope.year, until=scope.day).filter(unit_id=scope.unit_id)
        hours = hours.filter(person_id__in=there.values("person_id"))
    taught = Course.objects.filter(id__in=hours.values("session__course_id")).order_by("id")
    need = hours.count()
    repeated = _repeated(hours, clusters(taught, rule.number("similar")))
    excused = _excused(scope, repeated)
    have = need - sum(max(0, times - excused[person_id]) for person_id, times in repeated.items())
    message = _n("本年度參訓 %(need)s 人次，其中 %(have)s 人次未重複參訓雷同課程，或已說明仍派訓之理由。")
    return _finding(scope, rule, have, need, message, unit_id=scope.unit_id)


def clusters(courses: Iterable[Course], percent: int) -> dict[int, int]:
    """Each course's group of courses that are like one another, named by its first one."""
    found: dict[int, int] = {}
    first: list[Course] = []
    for course in courses:
        like = next((one for one in first if is_same(one, course) or is_like(one, course, percent)), course)
        found[course.id] = like.id
        if like is course:
            first.append(course)
    return found


def _repeated(hours, cluster: dict[int, int]) -> dict[int, int]:
    """How often each person came again to what is the same; only who came twice is fetched."""
    sizes = Counter(cluster.values())
    shared = [course_id for course_id, group in cluster.items() if sizes[group] > 1]
    rows = (
        hours.values("person_id", "session__course_id")
        .annotate(times=Count("id"))
        .filter(Q(times__gt=1) | Q(session__course_id__in=shared))
    )
    times = defaultdict(int)
    for row in rows:
        times[row["person_id"], cluster[row["session__course_id"]]] += row["times"]
    again: dict[int, int] = defaultdict(int)
    for (person_id, _group), count in times.items():
        again[person_id] += count - 1
    return {person_id: count for person_id, count in again.items() if count}


def _excused(scope: Scope, repeated: dict[int, int]) -> Counter:
    """How many of the year's enrolments of these people say why they repeat something."""
    if not repeated:
        return Counter()
    said = Enrolment.objects.filter(
        state=Place.ATTENDED,
        session__ended_on__range=(scope.first, scope.day),
        person__agency_id=scope.agency_id,
    ).exclude(similar_reason="")
    return Counter(said.values_list("person_id", flat=True))
