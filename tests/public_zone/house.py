"""An agency with something to show, and beside each thing something that must never be seen."""

import datetime
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings

from committee import actions
from committee.models import Outcome, Section
from public_zone.sources import pieces
from publishing.actions import publish
from publishing.models import Publication
from tests import factories as make
from tests.factories import actor_of, day

TODAY = "107/11/15"
STAFF = ("王小明", "林主任", "陳人事", "周綜企", "吳會計", "鄰組員", "他局員")
PLANTED = (
    "不同意的府外",
    "不同意的委員",
    "某大學教授",
    "outside@example.org",
    "會中有人說",
    "不公開的案子",
    "不公開的決議",
    "未確認的會議",
    "未核定指標",
    "98765",
    "98,765",
    "87654",
    "87,654",
    "未完成的分析",
    "未公開的分析",
    "他局指標",
)
"""What was not published, and what no published page may say."""
SECRETS = STAFF + PLANTED


def furnish(agency, cast) -> SimpleNamespace:
    """Everything stands and all but the last analysis is published on 107/11/15; later changes are not."""
    members = _members(agency)
    _meetings(members, cast)
    indicators = _indicators(agency, cast)
    analyses = _analyses(agency, cast)
    publish_all(agency, cast, but=("未公開的分析",))
    make.make_table(indicators[1], 2018, [87654, 1], "APPROVED")
    return SimpleNamespace(agency=agency, members=members, indicators=indicators, analyses=analyses)


def publish_all(agency, cast, *, on=TODAY, but=()) -> list[Publication]:
    """By the two offices, each what is its own."""
    offices = {"statistics": cast.accountant, "analyses": cast.accountant}
    return [
        publish(one, agency=agency, by=actor_of(offices.get(one.kind, cast.secretary), on))
        for one in pieces(agency, day(on))
        if not one.refusal and one.title not in but
    ]


def _members(agency) -> list:
    members = make.make_task_force(agency)
    outside, inside = members[3], members[6]
    outside.external.name, outside.external.affiliation = "不同意的府外", "某大學教授"
    outside.external.email, inside.person.name = "outside@example.org", "不同意的委員"
    for one in (outside, inside):
        one.who.save()
        one.is_public = False
        one.save()
    return members


def _meetings(members: list, cast) -> None:
    """The first is confirmed by the second, whose own minutes nobody has confirmed."""
    committee = members[0].committee
    by = actor_of(cast.secretary, "107/5/10")
    first = make.make_meeting(committee, "107/5/10")
    words = actions.Words("加開課程", Section.DISCUSSION, "依王小明之提案", "請審議")
    shown = actions.add_item(first, words, by=by, unit=cast.unit_a)
    secret = actions.Words("不公開的案子", Section.DISCUSSION, is_restricted=True)
    hidden = actions.add_item(first, secret, by=by)
    make.hold_meeting(first, members[:10], by)
    shown.discussion = "會中有人說不宜"
    shown.save()
    order = actions.Order(cast.unit_a, "規劃課程", day("107/9/30"))
    actions.decide(shown, actions.Decision(Outcome.PASSED, "請王小明辦理"), by=by, orders=(order,))
    actions.decide(hidden, actions.Decision(Outcome.PASSED, "不公開的決議"), by=by)
    by = actor_of(cast.secretary, "107/9/20")
    plan = actions.Plan(2018, day("107/9/20"), datetime.time(14), None, "第一會議室")
    second = actions.release(actions.plan_meeting(committee, plan, by=by), by=by)
    make.hold_meeting(second, members[:10], by)
    confirming = second.items.get(section=Section.CONFIRM)
    actions.decide(confirming, actions.Decision(Outcome.PASSED), by=by)
    item = actions.add_item(second, actions.Words("未確認的會議所議", Section.EXTEMPORE), by=by)
    actions.decide(item, actions.Decision(Outcome.PASSED), by=by)


def _indicators(agency, cast) -> list:
    staff = make.make_indicator(agency, cast.unit_a, "簡任", "薦任", "委任", dimension="官等")
    table = make.make_table(staff, 2016, [9, 2, 40, 31, 22, 35], "APPROVED")
    table.footnotes.create(text="含留職停薪人員，王小明填")
    make.make_table(staff, 2017, [0, "…", 41, 30, 22, 35], "APPROVED")
    make.make_table(staff, 2018, [98765, 2, 41, 30, 22, 35])
    people = {"counts_people": False, "unit_of_measure": "人次"}
    trainees = make.make_indicator(agency, cast.unit_b, code="DOIT-02", title="參訓人次", **people)
    for year in range(2015, 2018):
        make.make_table(trainees, year, [800 + year, 900 + year], "APPROVED")
    make.make_indicator(agency, cast.unit_b, code="DOIT-03", title="未核定指標")
    other = make.make_indicator(cast.other_agency, cast.other_unit, code="X-1", title="他局指標", **people)
    make.make_table(other, 2017, [5, 6], "APPROVED")
    return [staff, trainees]


def _analyses(agency, cast) -> list:
    file = make.make_attachment(agency, "吳會計的分析.pdf", uploaded_by=cast.accountant.account)
    Path(settings.PRIVATE_FILES_ROOT).mkdir(parents=True, exist_ok=True)
    Path(settings.PRIVATE_FILES_ROOT, file.stored_name).write_bytes(b"%PDF-1.4 analysis")
    done = {"file": file, "completed_on": "107/6/30", "authors": "吳會計"}
    shown = make.make_analysis(agency, cast.unit_a, summary="女性占四成，由吳會計整理。", **done)
    shown.recommendations.create(text="增列保障", unit=cast.unit_b)
    make.make_analysis(agency, cast.unit_a, title="未完成的分析")
    hidden = make.make_analysis(agency, cast.unit_a, title="未公開的分析", **done)
    return [shown, hidden]
