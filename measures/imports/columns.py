"""The columns of a file of measures, declared once: for the template, the import and the export (T11 of domain 2.7)."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _n

from core.roc import to_roc_year
from core.text import TEXT_LENGTH, clean_text
from measures.models import Funding
from organization.imports import cells
from organization.imports.columns import Column

MOST = 10_000_000
SEPARATOR = "、"


def text(cell) -> str:
    """Text of many lines, as the form takes it."""
    found = clean_text(cells.text_of(cell))
    if len(found) > TEXT_LENGTH:
        raise ValidationError(_("超過 %(most)s 個字。") % {"most": TEXT_LENGTH})
    return found


def count(cell) -> int | None:
    """A whole number of people; a blank cell isn't zero."""
    written = cells.text_of(cell).replace(",", "").strip()
    if not written:
        return None
    if not written.isdecimal() or int(written) > MOST:
        raise ValidationError(_("「%(text)s」不是人數。") % {"text": written[:20]})
    return int(written)


def address(cell) -> str:
    found = cells.line(200)(cell)
    if found:
        URLValidator()(found)
    return found


def units(cell) -> tuple[str, ...]:
    """Names of units, one after the other."""
    names = cells.line(1000)(cell).replace(",", SEPARATOR).replace("，", SEPARATOR).split(SEPARATOR)
    return tuple(one.strip() for one in names if one.strip())


_l = gettext_lazy
COLUMNS = {
    "year": Column(
        None, _l("年度"), read=cells.code(4), note=_l("民國年；空白時為本頁的年度"), example="107"
    ),
    "item": Column(
        None,
        _l("項次"),
        read=cells.line(30),
        required=True,
        note=_l("實施計畫的條款，例如 陸二(一)4，或（一）4"),
        example="陸二(一)4",
        also=(_n("項目"), _n("目")),
    ),
    "title": Column(None, _l("措施名稱"), read=cells.line(200), required=True, example=_l("婦女節專題講座")),
    "unit": Column(
        None,
        _l("主辦組室"),
        read=cells.line(60),
        required=True,
        note=_l("系統已有的組室全名"),
        example=_l("應用服務組"),
        also=(_n("組室"), _n("單位")),
    ),
    "joint": Column(None, _l("共同辦理組室"), read=units, note=_l("多個組室以頓號分開")),
    "partners": Column(None, _l("協辦或合作對象"), read=cells.line(200)),
    "planned_on": Column(None, _l("預定開始日"), read=cells.day(), example="107/3/8"),
    "planned_end_on": Column(None, _l("預定結束日"), read=cells.day(), note=_l("只辦一天的不必填")),
    "held_on": Column(None, _l("實際開始日"), read=cells.day()),
    "ended_on": Column(None, _l("實際結束日"), read=cells.day(), note=_l("只辦一天的不必填")),
    "content": Column(None, _l("辦理內容"), read=text),
    "relation": Column(None, _l("與性別平等之關聯"), read=text),
    "target_group": Column(None, _l("對象"), read=cells.line(200)),
    "male": Column(None, _l("參與人數：男"), read=count, example="40", also=(_n("男"),)),
    "female": Column(None, _l("參與人數：女"), read=count, example="60", also=(_n("女"),)),
    "other": Column(None, _l("參與人數：其他"), read=count, also=(_n("其他"),)),
    "unstated": Column(None, _l("參與人數：未填"), read=count, also=(_n("未填"),)),
    "resources": Column(None, _l("運用資源"), read=cells.line(200)),
    "budget_note": Column(
        None,
        _l("經費來源"),
        read=cells.choice(Funding.choices),
        note=SEPARATOR.join(str(one) for one in Funding.labels),
        example=Funding.NONE_NEEDED.label,
    ),
    "goal": Column(None, _l("績效指標與目標值"), read=cells.line(200)),
    "achieved": Column(None, _l("達成情形"), read=cells.line(200)),
    "follow_up": Column(None, _l("後續精進"), read=text),
    "url": Column(None, _l("相關網址"), read=address),
}
"""By the name of what they say; in the order of the file."""


def written(measure, book) -> list:
    """The measure's cells in the order of the columns: what goes out comes in again unchanged."""
    rule = book.get(measure.item)
    said = {name: getattr(measure, name) for name in COLUMNS if hasattr(measure, name)}
    said |= {
        "year": str(to_roc_year(measure.year)),
        "item": rule.clause if rule else measure.item,
        "unit": measure.unit.name,
        "joint": SEPARATOR.join(one.name for one in measure.joint_units),
        "budget_note": measure.get_budget_note_display(),
    }
    return [said[name] for name in COLUMNS]
