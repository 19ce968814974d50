"""Meetings: numbered by year, drafted, released, held; who was asked and who came (伍一(三))."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committee.models.body import Committee
from committee.models.member import Membership
from core.roc import format_year
from organization.models import Role
from organization.models.versioned import Versioned


class State(models.TextChoices):
    DRAFT = "DRAFT", _("籌備中")
    RELEASED = "RELEASED", _("待召開")
    HELD = "HELD", _("已召開")
    CANCELLED = "CANCELLED", _("取消")


class MeetingQuerySet(models.QuerySet):
    def live(self):
        return self.exclude(state=State.CANCELLED)

    def held(self):
        return self.filter(state=State.HELD)

    def to_come(self):
        return self.filter(state__in=(State.DRAFT, State.RELEASED))

    def gender(self):
        return self.filter(committee__kind="GENDER")

    def visible_to(self, actor):
        """Everybody of the agency once it is released; the secretariat from its draft on."""
        offices = [one.agency_id for one in actor.held if one.role == Role.SECRETARIAT]
        return self.filter(
            Q(committee__agency_id__in=offices)
            | (Q(committee__agency_id__in=actor.agency_ids) & ~Q(state=State.DRAFT))
        )


class Meeting(Versioned):
    """One meeting. ``opening`` keeps the quorum at its opening with all its inputs."""

    ALLOWED = {
        State.DRAFT: {State.RELEASED, State.CANCELLED},
        State.RELEASED: {State.HELD, State.CANCELLED},
        State.HELD: set(),
        State.CANCELLED: set(),
    }
    TONES = {State.DRAFT: "quiet", State.RELEASED: "due", State.HELD: "ok", State.CANCELLED: "fail"}

    committee = models.ForeignKey(
        Committee, verbose_name=_("委員會"), on_delete=models.PROTECT, related_name="meetings"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveSmallIntegerField(_("次別"))
    is_extraordinary = models.BooleanField(_("臨時會議"), default=False)
    state = models.CharField(_("狀態"), max_length=10, choices=State.choices, default=State.DRAFT)
    held_on = models.DateField(_("日期"), null=True, blank=True)
    starts = models.TimeField(_("開始時間"), null=True, blank=True)
    ends = models.TimeField(_("預定結束時間"), null=True, blank=True)
    place = models.CharField(_("地點"), max_length=100, blank=True)
    online_url = models.URLField(_("視訊網址"), blank=True)
    chair = models.ForeignKey(
        Membership,
        verbose_name=_("主席"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chaired",
    )
    recorder = models.CharField(_("紀錄"), max_length=60, blank=True)
    poll_until = models.DateField(_("日期調查截止日"), null=True, blank=True)
    sequence = models.PositiveSmallIntegerField(_("行事曆版次"), default=0, editable=False)
    opened_at = models.TimeField(_("宣布開會時間"), null=True, blank=True)
    adjourned_at = models.TimeField(_("散會時間"), null=True, blank=True)
    opening = models.JSONField(_("開會時出席情形"), null=True, blank=True, editable=False)
    observers = models.TextField(_("列席者"), blank=True)
    is_informal = models.BooleanField(_("改列談話會"), default=False)
    reason = models.CharField(_("事由"), max_length=200, blank=True)
    token = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("會議")
        verbose_name_plural = _("會議")
        ordering = ["-year", "-number", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year", "number"],
                condition=~Q(state="CANCELLED"),
                name="meeting_number_once_a_year",
                violation_error_message=_("這一年已有同次別的會議。"),
            ),
            models.CheckConstraint(
                name="released_meeting_has_day_and_place",
                condition=Q(state__in=["DRAFT", "CANCELLED"])
                | (Q(held_on__isnull=False, starts__isnull=False) & ~Q(place="")),
                violation_error_message=_("開會通知須有日期、時間與地點。"),
            ),
            models.CheckConstraint(
                name="held_meeting_was_opened",
                condition=Q(state="HELD", opened_at__isnull=False, opening__isnull=False)
                | (~Q(state="HELD") & Q(opened_at__isnull=True, opening__isnull=True)),
                violation_error_message=_("已召開的會議須有宣布開會時間與當時的出席情形，其他狀態不得有。"),
            ),
            models.CheckConstraint(
                name="cancelled_or_informal_says_why",
                condition=(~Q(state="CANCELLED") & Q(is_informal=False)) | ~Q(reason=""),
                violation_error_message=_("取消會議或改列談話會須說明事由。"),
            ),
            models.CheckConstraint(
                name="only_a_held_meeting_is_informal",
                condition=Q(is_informal=False) | Q(state="HELD"),
                violation_error_message=_("已召開的會議才能改列談話會。"),
            ),
        ]

    def __str__(self) -> str:
        values = {"year": format_year(self.year), "number": self.number}
        return gettext("%(year)s 年第 %(number)s 次會議") % values

    @property
    def tone(self) -> str:
        return self.TONES[self.state]

    def may_become(self, state: State) -> bool:
        return state in self.ALLOWED[State(self.state)]


class Answer(models.TextChoices):
    """What a member says to an invitation."""

    YES = "YES", _("出席")
    ONLINE = "ONLINE", _("視訊出席")
    DEPUTY = "DEPUTY", _("請人代理")
    NO = "NO", _("不克出席")


class Invitation(Versioned):
    """One member asked to one meeting, and the answer; an external one answers by a personal link."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("會議"), on_delete=models.PROTECT, related_name="invitations"
    )
    membership = models.ForeignKey(
        Membership, verbose_name=_("委員"), on_delete=models.PROTECT, related_name="invitations"
    )
    answer = models.CharField(_("回復"), max_length=10, choices=Answer.choices, blank=True)
    deputy_name = models.CharField(_("代理人姓名"), max_length=60, blank=True)
    deputy_post = models.CharField(_("代理人職稱"), max_length=60, blank=True)
    remark = models.CharField(_("備註"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("回復時間"), null=True, blank=True)

    class Meta:
        verbose_name = _("開會邀請")
        verbose_name_plural = _("開會邀請")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"],
                name="member_invited_once",
                violation_error_message=_("這位委員已受邀。"),
            ),
            models.CheckConstraint(
                name="invited_deputy_has_a_name",
                condition=~Q(answer="DEPUTY") | ~Q(deputy_name=""),
                violation_error_message=_("請人代理須填代理人姓名。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.membership}"


class Slot(models.Model):
    """A day and time put to the members before the meeting has one (date poll, C-8)."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("會議"), on_delete=models.PROTECT, related_name="slots"
    )
    day = models.DateField(_("日期"))
    starts = models.TimeField(_("開始時間"))

    class Meta:
        verbose_name = _("候選時段")
        verbose_name_plural = _("候選時段")
        ordering = ["day", "starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "day", "starts"],
                name="slot_once",
                violation_error_message=_("已有相同的候選時段。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.starts:%H:%M}"


class Can(models.TextChoices):
    YES = "YES", _("可以")
    MAYBE = "MAYBE", _("勉強可以")
    NO = "NO", _("不行")


class SlotAnswer(Versioned):
    """Whether one member can come at one of the proposed times."""

    slot = models.ForeignKey(
        Slot, verbose_name=_("候選時段"), on_delete=models.PROTECT, related_name="answers"
    )
    invitation = models.ForeignKey(
        Invitation, verbose_name=_("開會邀請"), on_delete=models.PROTECT, related_name="slot_answers"
    )
    can = models.CharField(_("回復"), max_length=6, choices=Can.choices)

    class Meta:
        verbose_name = _("時段回復")
        verbose_name_plural = _("時段回復")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "invitation"],
                name="slot_answered_once",
                violation_error_message=_("這個時段已回復過。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.get_can_display()}"


class How(models.TextChoices):
    """How somebody took part (C-5)."""

    PRESENT = "PRESENT", _("出席")
    ONLINE = "ONLINE", _("視訊")
    DEPUTY = "DEPUTY", _("代理")
    EXCUSED = "EXCUSED", _("請假")
    ABSENT = "ABSENT", _("缺席")


CAME = (How.PRESENT, How.ONLINE, How.DEPUTY)


class Attendance(Versioned):
    """One member's line of the attendance sheet."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("會議"), on_delete=models.PROTECT, related_name="attendances"
    )
    membership = models.ForeignKey(
        Membership, verbose_name=_("委員"), on_delete=models.PROTECT, related_name="attendances"
    )
    how = models.CharField(_("出席情形"), max_length=10, choices=How.choices)
    deputy_name = models.CharField(_("代理人姓名"), max_length=60, blank=True)
    deputy_post = models.CharField(_("代理人職稱"), max_length=60, blank=True)
    arrived = models.TimeField(_("到場"), null=True, blank=True)
    left = models.TimeField(_("離席"), null=True, blank=True)

    class Meta:
        verbose_name = _("出席紀錄")
        verbose_name_plural = _("出席紀錄")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"],
                name="member_attends_once",
                violation_error_message=_("這位委員已有出席紀錄。"),
            ),
            models.CheckConstraint(
                name="deputy_has_a_name",
                condition=~Q(how="DEPUTY") | ~Q(deputy_name=""),
                violation_error_message=_("代理出席須填代理人姓名。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} {self.get_how_display()}"
