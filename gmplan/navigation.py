"""The rail: the plan's chapters in its own order and words, and below each the pages where its work is done."""

import datetime
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _n

from organization.actor import Actor
from organization.models import Role
from plan.models import Clause


@dataclass(frozen=True)
class Page:
    """A working page; ``roles`` that find it in the rail, everybody when empty."""

    title: str
    view: str
    roles: frozenset = frozenset()


OFFICE = frozenset({Role.PERSONNEL})
LOOKS_ON = OFFICE | {Role.SECRETARIAT, Role.UNIT_MANAGER, Role.OVERSIGHT, Role.SYSTEM_ADMIN}

WRITES = frozenset({Role.SECRETARIAT, Role.PERSONNEL, Role.REVIEWER, Role.UNIT_MANAGER})
"""Offices that write letters."""

WATCHES = frozenset({Role.SECRETARIAT, Role.REVIEWER})
"""Offices that keep the forms of impact assessments."""

PAGES = {
    "伍一": (
        Page(_n("委員名單"), "committee:roster"),
        Page(_n("會議"), "committee:meetings"),
        Page(_n("列管事項"), "committee:follow-ups"),
        Page(_n("寄件匣"), "notices:letter-list", WRITES),
    ),
    "伍二": (
        Page(_n("我的時數"), "training:my"),
        Page(_n("報名參訓"), "training:coming"),
        Page(_n("完訓情形"), "training:people", LOOKS_ON),
        Page(_n("時數核定"), "training:hours-verify", OFFICE),
        Page(_n("課程與場次"), "training:courses", OFFICE),
        Page(_n("匯入"), "training:imports", OFFICE),
    ),
    "伍三": (
        Page(_n("性別統計指標"), "statistics:indicators"),
        Page(_n("統計表"), "statistics:tables"),
        Page(_n("指標檢討"), "statistics:review"),
        Page(_n("性別分析"), "statistics:analyses"),
        Page(_n("運用情形彙送"), "statistics:yearly", frozenset({Role.ACCOUNTING})),
    ),
    "伍四": (
        Page(_n("影響評估案件"), "assessment:cases"),
        Page(_n("專家名單"), "assessment:experts"),
        Page(_n("評估表式"), "assessment:forms", WATCHES),
    ),
    "伍五": (Page(_n("性別預算"), "budgets:round"),),
    "陸": (
        Page(_n("具體措施"), "measures:measures"),
        Page(_n("組室與類別"), "measures:matrix"),
        Page(_n("期中填報"), "measures:round"),
        Page(_n("委員會名冊"), "committee:others"),
    ),
    "玖": (Page(_n("計畫修正案"), "committee:amendments"),),
    "柒": (
        Page(_n("年底預測"), "reports:forecast"),
        Page(_n("成果報告草案"), "reports:draft"),
        Page(_n("各節文字"), "reports:texts"),
        Page(_n("成果報告版次"), "reports:editions"),
        Page(_n("公開專區"), "public_zone:desk", frozenset({Role.SECRETARIAT, Role.ACCOUNTING})),
    ),
}


def rail(actor: Actor, year: int, day: datetime.date, path: str) -> list[dict]:
    """The chapters of the plan in force on ``day`` (one query), with the pages that ``actor`` may open."""
    headings = Clause.objects.of(actor.agency_id).on(day).filter(level__lte=2)
    plan = reverse("reports:plan", kwargs={"year": year})
    return [
        {
            "number": clause.label,
            "title": _title(clause),
            "url": f"{plan}#{clause.label}",
            "current": False,
            "children": _pages(clause.label, actor, year, path),
        }
        for clause in headings
        if clause.level == 1 or (clause.heading and clause.label.startswith(CHAPTERS_WITHIN))
    ]


def _title(clause: Clause) -> str:
    """The heading; an article without one is known by its first words."""
    if clause.heading:
        return clause.heading.rstrip("：:")
    return f"{clause.text[:WORDS]}…"


WORDS = 12
CHAPTERS_WITHIN = "伍"
"""The one article whose sub-headings are chapters of their own (the tools)."""


def _pages(label: str, actor: Actor, year: int, path: str) -> list[dict]:
    return [
        {"number": "", "title": gettext(page.title), "url": url, "current": url == path}
        for page in PAGES.get(label, ())
        if not page.roles or any(one.role in page.roles for one in actor.held)
        for url in [_address(page.view, year)]
    ]


def _address(view: str, year: int) -> str:
    try:
        return reverse(view, kwargs={"year": year})
    except NoReverseMatch:
        return reverse(view)
