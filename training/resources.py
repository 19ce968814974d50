"""The hours as a table that leaves the house: one declaration for ODS, XLSX and CSV (features I-8)."""

from django.utils.translation import gettext_lazy as _
from import_export import fields, resources

from core.roc import RocDateWidget
from training.models import Hours


class HoursResource(resources.ModelResource):
    """Export only; rows come from the caller's own ``visible_to``."""

    staff_number = fields.Field("person__staff_number", _("員工編號"))
    name = fields.Field("person__name", _("姓名"))
    course_code = fields.Field("session__course__code", _("課程代碼"))
    course = fields.Field("session__course__title", _("課程名稱"))
    held_on = fields.Field("held_on", _("採計日"), widget=RocDateWidget())
    hours = fields.Field(column_name=_("時數"))
    state = fields.Field("get_state_display", _("狀態"))
    reason = fields.Field("reason", _("事由"))

    class Meta:
        model = Hours
        fields = ("staff_number", "name", "course_code", "course", "held_on", "hours", "state", "reason")

    def dehydrate_hours(self, record) -> str:
        return f"{record.minutes / 60:.10g}"
