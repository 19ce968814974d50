"""The columns of a file of measures, declared once: for the template, the import and the export (T11 of domain 2.7)."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
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
        raise ValidationError(gettext("超過 %(most)s 個字。") % {"most": TEXT_LENGTH})
    return found


def count(cell) -> int | None:
    """A whole number of people; a blank cell isn't zero."""
    written = cells.text_of(cell).replace(",", "").strip()
    if not written:
        return None
    if not written.isdecimal() or int(written) > MOST:
        raise ValidationError(gettext("「%(text)s」不是人數。") % {"text": written[:20]})
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


COLUMNS = {
    "year": Column(None, _("年度"), read=cells.code(4), note=_("民國年；空白時為本頁的年度"), example="107"),
    "item": Column(
        None,
        _("項次"),
        read=cells.line(30),
        required=True,
        note=_("實施計畫的條款，例如 陸二(一)4，或（一）4"),
        example="陸二(一)4",
        also=(_n("項目"), _n("目")),
    ),
    "title": Column(None, _("措施名稱"), read=cells.line(200), required=True, example=_("婦女節專題講座")),
    "unit": Column(
        None,
        _("主辦組室"),
        read=cells.line(60),
        required=True,
        note=_("系統已有的組室全名"),
        example=_("應用服務組"),
        also=(_n("組室"), _n("單位")),
    ),
    "joint": Column(None, _("共同辦理組室"), read=units, note=_("多個組室以頓號分開")),
    "partners": Column(None, _("協辦或合作對象"), read=cells.line(200)),
    "planned_on": Column(None, _("預定開始日"), read=cells.day(), example="107/3/8"),
    "planned_end_on": Column(None, _("預定結束日"), read=cells.day(), note=_("只辦一天的不必填")),
    "held_on": Column(None, _("實際開始日"), read=cells.day()),
    "ended_on": Column(None, _("實際結束日"), read=cells.day(), note=_("只辦一天的不必填")),
    "content": Column(None, _("辦理內容"), read=text),
    "relation": Column(None, _("與性別平等之關聯"), read=text),
    "target_group": Column(None, _("對象"), read=cells.line(200)),
    "male": Column(None, _("參與人數：男"), read=count, example="40", also=(_n("男"),)),
    "female": Column(None, _("參與人數：女"), read=count, example="60", also=(_n("女"),)),
    "other": Column(None, _("參與人數：其他"), read=count, also=(_n("其他"),)),
    "unstated": Column(None, _("參與人數：未填"), read=count, also=(_n("未填"),)),
    "resources": Column(None, _("運用資源"), read=cells.line(200)),
    "budget_note": Column(
        None,
        _("經費來源"),
        read=cells.choice(Funding.choices),
        note=SEPARATOR.join(str(one) for one in Funding.labels),
        example=Funding.NONE_NEEDED.label,
    ),
    "goal": Column(None, _("績效指標與目標值"), read=cells.line(200)),
    "achieved": Column(None, _("達成情形"), read=cells.line(200)),
    "follow_up": Column(None, _("後續精進"), read=text),
    "url": Column(None, _("相關網址"), read=address),
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
