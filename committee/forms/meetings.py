"""Forms of a meeting: when and where, the date poll, the answer, the grid of attendance (伍一(三))."""

import datetime

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from committee.actions import Came, Plan
from committee.models import Answer, How, Meeting, Membership
from core.roc import RocDateField, parse_roc
from core.text import PlainLineField, PlainTextField


class Plain(forms.Form):
    """A crispy form inside the page's own form tag."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class TimeField(forms.TimeField):
    """A time of day, typed or picked."""

    def __init__(self, **kwargs):
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, **kwargs)
        self.error_messages["invalid"] = _("看不懂時間。請寫成 14:00。")


class MeetingForm(Plain):
    """When and where a meeting is to be held."""

    held_on = RocDateField(label=_("日期"), required=False, help_text=_("可先不填，以日期調查決定"))
    starts = TimeField(label=_("開始時間"), required=False)
    ends = TimeField(label=_("預定結束時間"), required=False)
    place = PlainLineField(label=_("地點"), max_length=100, required=False)
    online_url = forms.URLField(label=_("視訊網址"), required=False, assume_scheme="https")
    is_extraordinary = forms.BooleanField(label=_("臨時會議"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", ValidationError(_("結束時間須在開始時間之後。")))
        if cleaned.get("held_on") and not starts and "starts" not in self.errors:
            self.add_error("starts", ValidationError(_("有日期時須填開始時間。")))
        return cleaned

    def plan(self, year: int) -> Plan:
        names = ("held_on", "starts", "ends", "place", "online_url", "is_extraordinary")
        return Plan(year, **{name: self.cleaned_data[name] for name in names})


class MemberChoice(forms.ModelChoiceField):
    def label_from_instance(self, member) -> str:
        return f"{member.who.name}（{member.get_seat_display()}）"


class MeetingChangeForm(MeetingForm):
    """The same of a meeting that is there already, with who presides and who records."""

    chair = MemberChoice(label=_("主席"), queryset=Membership.objects.none(), required=False)
    recorder = PlainLineField(label=_("紀錄"), max_length=60, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = presiding(meeting)
        if meeting.state == "RELEASED":
            for name in ("held_on", "starts", "place"):
                self.fields[name].required = True


LEADERS_FIRST = Case(When(seat="CONVENER", then=0), When(seat="VICE_CONVENER", then=1), default=2)


def presiding(meeting: Meeting):
    """Members who may be named as chair: those in office that day, the leaders first."""
    rows = Membership.objects.filter(committee=meeting.committee)
    rows = rows.on(meeting.held_on) if meeting.held_on else rows.filter(until=None)
    return rows.select_related("person", "external").order_by(LEADERS_FIRST, "id")


LINES = 12


class PollForm(Plain):
    """Proposed times, one to a line: 107/5/10 14:00."""

    slots = PlainTextField(label=_("候選時段"), help_text=_("每行一個，例如 107/5/10 14:00"), max_length=1000)
    until = RocDateField(label=_("回復期限"))

    def clean_slots(self) -> list[tuple[datetime.date, datetime.time]]:
        lines = [line.split() for line in self.cleaned_data["slots"].splitlines() if line.strip()]
        if len(lines) > LINES:
            raise ValidationError(_("候選時段最多 %(most)s 個。"), params={"most": LINES})
        return [self._slot(line) for line in lines]

    def _slot(self, parts: list[str]) -> tuple[datetime.date, datetime.time]:
        if len(parts) != 2:
            raise ValidationError(
                _("「%(line)s」須有日期與時間，例如 107/5/10 14:00。"), params={"line": " ".join(parts)[:40]}
            )
        try:
            return parse_roc(parts[0]), datetime.time.fromisoformat(parts[1].zfill(5))
        except ValueError:
            raise ValidationError(
                _("看不懂時間「%(time)s」。請寫成 14:00。"), params={"time": parts[1][:20]}
            ) from None


class AnswerForm(Plain):
    """Whether a member comes."""

    answer = forms.ChoiceField(label=_("是否出席"), choices=Answer.choices, widget=forms.RadioSelect)
    deputy_name = PlainLineField(label=_("代理人姓名"), max_length=60, required=False)
    deputy_post = PlainLineField(label=_("代理人職稱"), max_length=60, required=False)
    remark = PlainLineField(label=_("備註"), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.DEPUTY and not cleaned.get("deputy_name"):
            self.add_error("deputy_name", ValidationError(_("請人代理須填代理人姓名。")))
        return cleaned


class AttendanceRow(forms.Form):
    """One member's line in the grid."""

    how = forms.ChoiceField(
        label=_("出席情形"), choices=How.choices, required=False, widget=forms.RadioSelect
    )
    deputy_name = PlainLineField(label=_("代理人姓名"), max_length=60, required=False)
    deputy_post = PlainLineField(label=_("代理人職稱"), max_length=60, required=False)
    arrived = TimeField(label=_("到場"), required=False)
    left = TimeField(label=_("離席"), required=False)

    def __init__(self, *args, member: Membership, **kwargs):
        super().__init__(*args, prefix=f"m{member.id}", **kwargs)
        self.member = member
        for name, label in (
            ("deputy_name", _("%(name)s的代理人姓名")),
            ("deputy_post", _("%(name)s的代理人職稱")),
        ):
            self.fields[name].widget.attrs["aria-label"] = label % {"name": member.who.name}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("how") == How.DEPUTY and not cleaned.get("deputy_name"):
            self.add_error("deputy_name", ValidationError(_("代理出席須填代理人姓名。")))
        arrived, left = cleaned.get("arrived"), cleaned.get("left")
        if arrived and left and left <= arrived:
            self.add_error("left", ValidationError(_("離席時間須在到場時間之後。")))
        return cleaned

    def came(self) -> Came | None:
        """What the grid says of this member; nothing when nothing is ticked."""
        data = self.cleaned_data
        if not data.get("how"):
            return None
        names = ("how", "deputy_name", "deputy_post", "arrived", "left")
        return Came(self.member.id, **{name: data[name] for name in names})


class RoomForm(Plain):
    """Who sat in, beside the members' grid."""

    observers = PlainTextField(
        label=_("列席者"),
        required=False,
        help_text=_("每行一人，例如 人事室 陳科員"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = PlainLineField(label=_("更正事由"), help_text=_("已開會後更正出席須填"))
    version = forms.IntegerField(widget=forms.HiddenInput)
    chair = MemberChoice(label=_("主席"), queryset=Membership.objects.none(), required=False)
    at = TimeField(label=_("宣布開會時間"), required=False)

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = presiding(meeting)
        unused = ("chair", "at") if meeting.state == "HELD" else ("reason",)
        for name in unused:
            del self.fields[name]

    def clean(self):
        """Who presides and when are asked for only by the button that opens the meeting."""
        cleaned = super().clean()
        if self.data.get("verb") == "open":
            for name in ("chair", "at"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("宣布開會須填這一欄。")))
        return cleaned
