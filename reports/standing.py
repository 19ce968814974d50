"""How far the year's report has come: 草案 → 送小組 → 通過 → 公告, what comes next and by whom (R-3)."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committee.models import State as MeetingState
from core.roc import format_day
from reports.models import Edition, EditionKind
from reports.permissions import decision_of, is_amended, is_waiting, may_be_announced

SECRETARIAT = gettext_lazy("綜合企劃組")
TASK_FORCE = gettext_lazy("性別平等專案小組")


class Stage(StrEnum):
    """The step that is under way."""

    DRAFT = "draft"
    SUBMIT = "submit"
    DECIDE = "decide"
    ANNOUNCE = "announce"
    DONE = "done"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Stage.DRAFT: gettext_lazy("草案"),
    Stage.SUBMIT: gettext_lazy("送小組"),
    Stage.DECIDE: gettext_lazy("通過"),
    Stage.ANNOUNCE: gettext_lazy("公告"),
    Stage.DONE: gettext_lazy("已公告"),
}
REACHED = {
    Stage.DRAFT: gettext_lazy("草案"),
    Stage.SUBMIT: gettext_lazy("已定稿"),
    Stage.DECIDE: gettext_lazy("已送小組"),
    Stage.ANNOUNCE: gettext_lazy("已決議"),
    Stage.DONE: gettext_lazy("已公告"),
}
"""What an edition has behind it while the step is under way."""
WAY = (Stage.DRAFT, Stage.SUBMIT, Stage.DECIDE, Stage.ANNOUNCE)
TONES = {Stage.DONE: "ok", Stage.ANNOUNCE: "info", Stage.DRAFT: "quiet"}


@dataclass(frozen=True)
class Standing:
    """The step that is under way, who takes it, and what is to be done."""

    stage: Stage
    who: str = ""
    what: str = ""

    @property
    def steps(self) -> list[dict]:
        """For the state bar."""
        reached = WAY.index(self.stage) if self.stage in WAY else len(WAY)
        return [
            {"label": one.label, "state": "done" if place < reached else "next"}
            if place != reached
            else {"label": one.label, "state": "current", "who": self.who, "what": self.what}
            for place, one in enumerate(WAY)
        ]

    @property
    def reached(self) -> str:
        return str(REACHED[self.stage])

    @property
    def tone(self) -> str:
        return TONES.get(self.stage, "due")


def standing(edition: Edition | None) -> Standing:
    """Of the year's newest edition, or of none."""
    if edition is None:
        return Standing(Stage.DRAFT, str(SECRETARIAT), _("彙整各組室文字，定稿"))
    if edition.is_announced:
        return Standing(Stage.DONE)
    if may_be_announced(edition):
        return Standing(Stage.ANNOUNCE, str(SECRETARIAT), _("公告於專區網頁"))
    if is_amended(edition):
        return Standing(Stage.ANNOUNCE, str(SECRETARIAT), _("依決議製作修正版"))
    if is_waiting(edition):
        meeting = edition.item.meeting
        day = f"（{format_day(meeting.held_on)}）" if meeting.held_on else ""
        return Standing(
            Stage.DECIDE, str(TASK_FORCE), _("於%(meeting)s審議") % {"meeting": f"{meeting}{day}"}
        )
    return Standing(Stage.SUBMIT, str(SECRETARIAT), _again(edition))


def _again(edition: Edition) -> str:
    """What there is to do with an edition that stands on no agenda, and why it doesn't."""
    resolution = decision_of(edition)
    if resolution:
        said = _("會議決議「%(outcome)s」，再提會議審議") % {"outcome": resolution.get_outcome_display()}
        return said if resolution.is_valid else _("會議無效，再提會議審議")
    if edition.item and edition.item.meeting.state == MeetingState.CANCELLED:
        return _("會議取消，再提會議審議")
    if edition.kind == EditionKind.ERRATUM:
        return _("將勘誤提報下次會議")
    return _("排入會議議程")
