"""The demonstration's next meeting, announced but not held: a date poll, papers, answers (伍一(三), 玖).

Whoever opens the demonstration finds it on the first page, with its letters waiting in the outbox.
"""

import datetime
from collections.abc import Iterator
from functools import partial

from django.core.files.base import ContentFile

from committee import actions
from committee.actions import Plan
from committee.models import AgendaItem, Amendment, Answer, Can, Committee, Invitation, Meeting
from core.printing import Document, Grid, Para, PrintFailed, as_pdf
from core.roc import parse_roc
from demo.meetings import PLANNING, TO_COME
from demo.members import Event
from demo.motions import put, unit_of
from organization.actions.attachments import attach
from organization.actor import Actor, machine
from plan.models import Clause

TWO, FOUR, TEN = datetime.time(14), datetime.time(16), datetime.time(10)
ON = "107/12/20"
SLOTS = (("107/12/18", TWO), (ON, TWO), ("107/12/21", TEN))

CANS = {
    "沈維安": (Can.NO, Can.YES, Can.MAYBE),
    "羅思潔": (Can.YES, Can.YES, Can.YES),
    "林若蘭": (Can.NO, Can.YES, Can.NO),
    "許明珠": (Can.MAYBE, Can.YES, Can.NO),
    "柯以安": (Can.YES, Can.MAYBE, Can.YES),
    "林建宏": (Can.YES, Can.YES, Can.NO),
    "何淑慧": (Can.NO, Can.YES, Can.YES),
    "鄭書緯": (Can.YES, Can.YES, Can.MAYBE),
}
"""What the poll brought, by slot."""

ANSWERS = {
    "沈維安": {"answer": Answer.YES},
    "林若蘭": {"answer": Answer.YES, "remark": "請準備素食點心。"},
    "柯以安": {"answer": Answer.ONLINE},
    "林建宏": {"answer": Answer.DEPUTY, "deputy_name": "鍾雅琪", "deputy_post": "科長"},
    "何淑慧": {"answer": Answer.YES},
    "莊宗翰": {"answer": Answer.NO, "remark": "當日出國考察。"},
    "蘇婉真": {"answer": Answer.YES},
}
"""Some have answered the invitation; the others are still to be reminded."""

REPORT, BUDGET = TO_COME[0].title, TO_COME[1].title
PAPERS = {
    REPORT: Document(
        "107 年度推動性別主流化辦理情形（示範）",
        blocks=(
            Para("本資料為示範機關之虛構內容，截至 107 年 11 月。"),
            Grid(
                ("工作", "辦理情形"),
                (
                    ("專案小組", "已召開 2 次，第 3 次訂於 12 月 20 日。"),
                    ("性別意識培力", "CEDAW 課程已辦 8 場次。"),
                    ("性別統計", "新增開放格式下載。"),
                ),
                (30, 70),
            ),
        ),
    ),
    BUDGET: Document(
        "108 年度性別預算編列表（示範）",
        blocks=(
            Para("金額單位：新臺幣千元；數字均為虛構。"),
            Grid(
                ("計畫", "預算", "受益對象說明"),
                (
                    ("市政 App 友善介面", "1,200", "夜間導引功能，女性使用需求較高。"),
                    ("數位學習據點", "3,500", "65 歲以上女性優先。"),
                ),
                (35, 20, 45),
            ),
        ),
    ),
}
"""Papers by item: the report goes out with the invitation, the budget's is a supplement."""


def coming(force: Committee) -> Iterator[Event]:
    """From the poll to the demonstration day."""
    yield parse_roc("107/11/1"), _propose
    yield parse_roc("107/11/5"), partial(_poll, force)
    yield parse_roc("107/11/8"), partial(_say_when, force)
    yield parse_roc("107/11/13"), partial(_announce, force)
    yield parse_roc("107/11/15"), partial(_answer, force)
    yield parse_roc("107/11/15"), partial(_print, force, BUDGET)


def _propose(by: Actor) -> None:
    """An amendment that still waits for the meeting: four meetings a year instead of three."""
    clause = Clause.objects.of(by.agency.id).on(by.day).get(label="伍一(三)")
    amendment = Amendment(
        unit=unit_of(PLANNING, by),
        clause=clause,
        new_text=clause.text.replace("每年至少召開會議3次", "每年至少召開會議4次"),
        numbers={"MT-05": {"meetings": 4}},
        reason="列管事項增加，三次會議不足以即時檢討。",
    )
    actions.propose(amendment, by=by)


def _poll(force: Committee, by: Actor) -> None:
    meeting = actions.plan_meeting(force, Plan(by.day.year, ends=FOUR, place="第一會議室"), by=by)
    slots = [(parse_roc(day), starts) for day, starts in SLOTS]
    actions.offer_slots(meeting, slots, until=parse_roc("107/11/12"), by=by)


def _of(force: Committee) -> Meeting:
    return Meeting.objects.to_come().get(committee=force)


def _invited(force: Committee) -> dict[str, Invitation]:
    rows = _of(force).invitations.select_related("meeting", "membership__person", "membership__external")
    return {one.membership.who.name: one for one in rows}


def _say_when(force: Committee, by: Actor) -> None:
    slots = list(_of(force).slots.all())
    invited = _invited(force)
    for name, cans in CANS.items():
        answers = dict(zip(slots, cans, strict=True))
        actions.answer_slots(invited[name], answers, by=machine(name, by.agency, by.day))


def _announce(force: Committee, by: Actor) -> None:
    meeting = _of(force)
    actions.choose_slot(meeting, meeting.slots.get(day=parse_roc(ON)), by=by)
    meeting = _of(force)
    for motion in TO_COME:
        put(meeting, motion, by)
    _print(force, REPORT, by)
    actions.present(Amendment.objects.get(item=None, unit__agency=by.agency), meeting, by=by)
    actions.release(meeting, by=by)


def _print(force: Committee, title: str, by: Actor) -> None:
    """The paper of the item ``title``, where this machine can print."""
    try:
        content = as_pdf(PAPERS[title], lock="demo").read_bytes()
    except PrintFailed:
        return
    item = AgendaItem.objects.get(meeting=_of(force), title=title)
    file = attach(ContentFile(content, name=f"{title}.pdf"), by=by)
    actions.add_paper(item, file, title=title, by=by)


def _answer(force: Committee, by: Actor) -> None:
    invited = _invited(force)
    for name, words in ANSWERS.items():
        actions.answer(invited[name], by=machine(name, by.agency, by.day), **words)
