"""The hours as a table: one declaration for the template, the import and the export (features I-1, I-6, I-8; T-7)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _n
from import_export import resources

from core.roc import RocDateWidget
from core.text import hours_text, parse_hours
from organization.imports import cells
from organization.imports.columns import Column
from organization.imports.people import staff_number_column
from training.forms.hours import LEAST, MOST, STEP
from training.models import Hours, Level, Mode, Organiser, State


def read_hours(most: int):
    """Hours as the form reads them; a blank cell stays blank."""

    def read(cell) -> int | None:
        text = cells.text_of(cell)
        return parse_hours(text, step=STEP, least=LEAST, most=most) if text.strip() else None

    return read


class HoursResource(resources.ModelResource):
    """Rows come from the caller's own ``visible_to``; what goes out comes in again unchanged."""

    staff_number = staff_number_column("person__staff_number")
    name = Column(
        "person__name",
        _("姓名"),
        read=cells.line(60),
        note=_("用來核對員工編號，與系統不同時該列不匯入"),
        example=_("王小明"),
    )
    code = Column(
        "session__course__code",
        _("課程代碼"),
        read=cells.code(40),
        note=_("有代碼時以代碼認課程，否則以課程名稱"),
        example="B1",
        also=(_n("課程類別代碼"), _n("課程編號")),
    )
    title = Column(
        "session__course__title",
        _("課程名稱"),
        read=cells.line(200),
        required=True,
        example=_("性別主流化概念"),
    )
    level = Column(
        "session__course__get_level_display",
        _("類別"),
        read=cells.choice(Level.choices),
        note=_("基礎或進階；空白為基礎"),
        example=Level.BASIC.label,
        also=(_n("課程類別"), _n("課程類別名稱")),
    )
    cedaw = Column(None, _("CEDAW 課程"), read=cells.yes, note=_("是或否"), example=_("否"), also=("CEDAW",))
    organiser = Column(
        "session__course__get_organiser_display",
        _("辦理單位"),
        read=cells.choice(Organiser.choices),
        note="、".join(str(one) for one in Organiser.labels),
        example=Organiser.DCSD.label,
    )
    mode = Column(
        "session__get_mode_display",
        _("辦理方式"),
        read=cells.choice(Mode.choices),
        note="、".join(str(one) for one in Mode.labels),
        example=Mode.LECTURE.label,
    )
    held_on = Column(
        "session__held_on",
        _("開課日"),
        read=cells.day(),
        note=_("空白時同結束日"),
        example="106/3/8",
        widget=RocDateWidget(),
        also=(_n("課程起日"), _n("開始日期"), _n("起日")),
    )
    ended_on = Column(
        "session__ended_on",
        _("結束日"),
        read=cells.day(),
        required=True,
        note=_("時數採計於這一天所屬年度"),
        example="106/3/8",
        widget=RocDateWidget(),
        also=(_n("課程迄日"), _n("結束日期"), _n("迄日"), _n("採計日")),
    )
    full = Column(
        None,
        _("全程時數"),
        read=read_hours(10 * MOST),
        note=_("新場次的全程時數；空白時以檔案中最多的時數為準"),
        example="3",
    )
    hours = Column(
        None,
        _("時數"),
        read=read_hours(MOST),
        required=True,
        note=_("以 0.5 小時為單位"),
        example="3",
        also=(_n("訓練總數"), _n("訓練時數"), _n("認證時數")),
    )
    state = Column(
        "get_state_display",
        _("狀態"),
        read=cells.choice(State.choices),
        note=_("已核或待核；空白為待核"),
        example=State.VERIFIED.label,
    )
    earned_at = Column(
        "earned_at",
        _("原服務機關"),
        read=cells.line(100),
        note=_("到本機關任職前修的課程才填"),
    )
    note = Column("note", _("備註"), read=cells.line(200))
    reason = Column("reason", _("事由"))

    class Meta:
        model = Hours
        fields = (
            "staff_number", "name", "code", "title", "level", "cedaw", "organiser", "mode", "held_on", "ended_on",
            "full", "hours", "state", "earned_at", "note", "reason",
        )  # fmt: skip

    def dehydrate_cedaw(self, record) -> str:
        return gettext("是") if record.session.course.is_cedaw else gettext("否")

    def dehydrate_full(self, record) -> str:
        return hours_text(record.session.minutes)

    def dehydrate_hours(self, record) -> str:
        return hours_text(record.minutes)
