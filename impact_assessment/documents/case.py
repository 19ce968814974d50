"""The whole case in the order of its steps: what was asked, answered, said, adopted, decided (伍四; G-3, G-13).

The form is printed with the questions of its own version, whatever versions came later.
"""

import datetime
from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _

from committee.documents import in_chinese
from core.contract import back
from core.printing import Document, Facts, Grid, Heading, Para
from core.roc import format_roc, format_short, format_year
from impact_assessment.documents.parts import as_grid, attachments, numbered, shown
from impact_assessment.documents.said import goals, opinions, participation, reviews
from impact_assessment.models import Case, Choice
from impact_assessment.standing import stage


@in_chinese
def case_document(case: Case, day: datetime.date) -> Document:
    """``case`` comes ``whole()``; what stands on it on ``day``."""
    title = _("性別影響評估案：%(title)s") % {"title": case.title}
    blocks = [Facts(tuple(_facts(case, day)))]
    if case.summary:
        blocks += [Heading(1, _("內容概要")), Para(case.summary)]
    if case.is_needed:
        content, edition = shown(case)
        blocks += [Heading(1, _("評估步驟")), _steps(case)]
        blocks += _form(content, edition)
        blocks += _statistics(content)
        blocks += _consultations(content)
        blocks += participation(case)
        blocks += opinions(case)
        blocks += reviews(case)
        blocks += goals(case)
    blocks += attachments(case)
    return Document(title, blocks=tuple(numbered(blocks)), header=title)


def _facts(case: Case, day: datetime.date) -> Iterable[tuple[str, str]]:
    yield _("機關"), case.agency.name
    yield _("主辦組室"), case.unit.name
    yield _("類別"), case.kind_title
    yield _("年度"), format_year(case.year)
    yield _("登錄日"), format_roc(case.opened_on)
    if case.is_needed is not None:
        need = _("應辦理") if case.is_needed else _("免辦：%(title)s") % {"title": case.exemption_title}
        yield _("是否應辦"), f"{need}（{format_roc(case.screened_on)}）"
    if case.not_needed_because:
        yield _("免辦理由"), case.not_needed_because
    if case.form:
        yield (
            _("評估表"),
            _("%(form)s（%(day)s起適用）")
            % {
                "form": case.form.title,
                "day": format_roc(case.form.since),
            },
        )
    yield _("撰擬人"), case.authors or "–"
    if case.contractor:
        yield _("受託單位"), case.contractor
    yield _("狀態"), stage(case).label
    if case.withdrawn_because:
        yield _("撤案事由"), case.withdrawn_because
    yield _("產製日期"), format_roc(day)


def _steps(case: Case) -> Grid:
    """Every row of every round, the replaced ones too."""
    rows = [
        (
            str(one.number),
            one.title,
            str(one.round),
            _short(one.due_on),
            _short(one.done_on) + (_("（退回重辦）") if one.is_superseded else ""),
        )
        for one in sorted(case.steps.all(), key=lambda one: (one.round, one.number))
    ]
    header = (_("步驟"), _("名稱"), _("輪次"), _("期限"), _("完成日"))
    return Grid(header, tuple(rows), (8, 46, 8, 14, 24))


def _short(day: datetime.date | None) -> str:
    return format_short(day) if day else "–"


def _form(content: dict, edition) -> Iterable:
    yield Heading(1, content["form"]["title"])
    if edition:
        said = _("第 %(number)s 版，%(day)s定稿（SHA-256 %(digest)s…）")
        values = {"number": edition.number, "day": format_roc(edition.made_on), "digest": edition.digest[:8]}
        yield Para(said % values)
    else:
        yield Para(_("填寫中，尚未定稿。"))
    for section, answers in groupby(content["answers"], key=lambda one: one["section"]):
        yield Heading(2, section)
        for one in answers:
            lead = f"{one['number']}　{one['question']}"
            choice = str(Choice(one["choice"]).label) if one["choice"] else ""
            text = "\n".join(filter(None, (choice, one["text"]))) or "–"
            yield Para("", bold_lead=lead)
            yield Para(text, indent=1)


def _statistics(content: dict) -> Iterable:
    yield Heading(1, _("引用的性別統計"))
    if not content["statistics"]:
        yield Para(_("未引用。"))
    for one in content["statistics"]:
        yield Heading(2, one["title"])
        values = {"source": one["source"], "day": format_roc(back(one["taken_on"]))}
        yield Para(_("資料來源：%(source)s（%(day)s擷取）") % values)
        if one["finding"]:
            yield Para(one["finding"], bold_lead=_("性別落差："))
        if one["table"]:
            yield as_grid(one["table"])


def _consultations(content: dict) -> Iterable:
    yield Heading(1, _("專家諮詢"))
    rows = tuple((_short(back(one["held_on"])), one["who"], one["note"]) for one in content["consultations"])
    yield Grid((_("諮詢日"), _("對象"), _("內容")), rows, (14, 22, 64)) if rows else Para(_("未登錄。"))
