"""What a case gathers: answers, statistics, advice, files (伍四(一), (二); G-4, G-9, G-16)."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.contract import plain
from impact_assessment import permissions
from impact_assessment.actions.locking import locked
from impact_assessment.models import (
    Answer,
    Case,
    CaseFile,
    CaseStatistic,
    Consultation,
    Expert,
    FileKind,
    Part,
)
from impact_assessment.snapshots import approved_table
from organization import history
from organization.models import Attachment
from statistics_app.actions.refusing import refuse
from statistics_app.models import Indicator


@dataclass(frozen=True)
class Said:
    """What is typed at a question; ``version`` is that of the answer that was read, 0 where there was none."""

    text: str = ""
    choice: str = ""
    version: int = 0


class Overtaken(Exception):
    """Somebody else has answered the same questions since; ``current`` are the answers that stand, by question."""

    def __init__(self, current: Mapping[int, Answer]):
        super().__init__(list(current))
        self.current = current


@transaction.atomic
def answer(case: Case, said: Mapping[int, Said], *, by) -> list[Answer]:
    """Answers by question; all that differ are kept, or none where one was overtaken. Gives the changed ones."""
    case = locked(case)
    refuse(permissions.why_not_fill(by, case))
    questions = {one.id: one for one in case.form.questions.all() if one.part == Part.SELF}
    there = {one.question_id: one for one in case.answers.all()}
    changed = {key: one for key, one in said.items() if key in questions and _differs(there.get(key), one)}
    overtaken = {
        key: there[key] for key, one in changed.items() if key in there and there[key].version != one.version
    }
    if overtaken:
        raise Overtaken(overtaken)
    rows = []
    for key, one in changed.items():
        row = there.get(key) or Answer(case=case, question=questions[key])
        row.text, row.choice = one.text, one.choice
        rows.append(history.save(row, by=by, verb=_n("填寫")))
    return rows


def _differs(there: Answer | None, said: Said) -> bool:
    return (said.text, said.choice) != ((there.text, there.choice) if there else ("", ""))


@dataclass(frozen=True)
class Cited:
    """A statistic: an indicator of the agency, whose table is copied, or one from elsewhere with title and source."""

    indicator: Indicator | None = None
    title: str = ""
    source: str = ""
    finding: str = ""


@transaction.atomic
def cite(case: Case, cited: Cited, *, by, token: uuid.UUID | None = None) -> CaseStatistic:
    """The table as it stands today goes into the case; the same token gives the first."""
    case = locked(case)
    if token and (known := case.statistics.filter(token=token).first()):
        return known
    refuse(permissions.why_not_prepare(by, case))
    row = CaseStatistic(case=case, token=token, taken_on=by.day, finding=cited.finding)
    if cited.indicator:
        _copy_table(row, cited.indicator)
    else:
        row.title, row.source = cited.title, cited.source
        wrong = {
            name: said
            for name, said in (("title", _("請填統計名稱。")), ("source", _("請填資料來源。")))
            if not getattr(row, name)
        }
        if wrong:
            raise ValidationError(wrong)
    return history.save(row, by=by, verb=_n("引用統計"))


def _copy_table(row: CaseStatistic, indicator: Indicator) -> None:
    if indicator.agency_id != row.case.agency_id:
        raise ValidationError({"indicator": _("查無此指標或無權使用。")})
    table = approved_table(indicator)
    if table is None:
        raise ValidationError({"indicator": _("這項指標還沒有核定的統計表。")})
    row.indicator, row.title, row.source = indicator, indicator.title, indicator.source
    row.table = plain(table)


@transaction.atomic
def describe_gap(row: CaseStatistic, finding: str, *, by) -> CaseStatistic:
    """What gap it shows; the table stays as it was taken."""
    refuse(permissions.why_not_prepare(by, locked(row.case)))
    row.finding = finding
    return history.save(row, by=by, verb=_n("更正"))


@dataclass(frozen=True)
class Advice:
    """Whom the unit asked for advice while preparing the draft, and what was said."""

    on: datetime.date
    note: str
    expert: Expert | None = None
    who: str = ""


@transaction.atomic
def consult(case: Case, advice: Advice, *, by, token: uuid.UUID | None = None) -> Consultation:
    """Advice taken (諮詢性別平等專家學者); the same token gives the first."""
    case = locked(case)
    if token and (known := case.consultations.filter(token=token).first()):
        return known
    refuse(permissions.why_not_prepare(by, case))
    return _advise(Consultation(case=case, token=token), advice, by=by, verb=_n("登錄諮詢"))


@transaction.atomic
def change_consultation(row: Consultation, advice: Advice, *, by) -> Consultation:
    """The day or the words were wrong."""
    refuse(permissions.why_not_prepare(by, locked(row.case)))
    return _advise(row, advice, by=by, verb=_n("更正"))


def _advise(row: Consultation, advice: Advice, *, by, verb: str) -> Consultation:
    if advice.expert and advice.expert.agency_id != row.case.agency_id:
        raise ValidationError({"expert": _("查無此專家或無權使用。")})
    if not advice.expert and not advice.who:
        raise ValidationError({"expert": _("請選擇專家，或填諮詢對象。")})
    if advice.on > by.day:
        raise ValidationError({"held_on": _("諮詢日不得晚於今天。")})
    row.held_on, row.note = advice.on, advice.note
    row.expert, row.who = advice.expert, "" if advice.expert else advice.who
    return history.save(row, by=by, verb=verb)


@dataclass(frozen=True)
class Paper:
    """A file of the case: the draft as it stands, or something beside it."""

    file: Attachment
    dated_on: datetime.date
    kind: str = FileKind.DRAFT
    title: str = ""


@transaction.atomic
def attach_file(case: Case, paper: Paper, *, by) -> CaseFile:
    """Into the round that is going on; the same file is not taken twice."""
    case = locked(case)
    refuse(permissions.why_not_prepare(by, case))
    if paper.dated_on > by.day:
        raise ValidationError({"dated_on": _("文件日期不得晚於今天。")})
    title = paper.title or paper.file.original_name
    same = {"kind": paper.kind, "round": case.round, "title": title, "is_withdrawn": False}
    if known := case.files.filter(file__sha256=paper.file.sha256, **same).first():
        return known
    row = CaseFile(case=case, file=paper.file, dated_on=paper.dated_on, **same)
    return history.save(row, by=by, verb=_n("附上檔案"))


@transaction.atomic
def withdraw_piece(row: CaseStatistic | Consultation | CaseFile, *, by, reason: str):
    """Take it out of the case with the reason; what a finished step rests on stays."""
    case = locked(row.case)
    refuse(permissions.why_not_take_out(by, case, row))
    if not reason.strip():
        raise ValidationError(_("撤下須說明事由。"))
    row.is_withdrawn = True
    return history.save(row, by=by, verb=_n("撤下"), reason=reason)
