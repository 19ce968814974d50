"""Indicators begun, reworded, followed by a new series, ended (伍三(二)1; S-1, ST-01)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from core.roc import format_day, format_year
from organization import history
from organization.models import Agency
from organization.models.change import Channel
from statistics_app import permissions
from statistics_app.actions.refusing import refuse
from statistics_app.models import Category, Indicator, IndicatorReview

MEANING = (
    "code",
    "since",
    "unit_of_measure",
    "definition",
    "frequency",
    "timing",
    "dimension",
    "has_other",
    "totals",
    "decimals",
    "counts_people",
)
"""What can't change once there are numbers: they mean what it said when they were entered."""


@transaction.atomic
def begin(indicator: Indicator, categories: list[str], *, by) -> Indicator:
    """A new indicator with its categories in order; the same one sent again gives the first."""
    refuse(permissions.why_not_keep_indicators(by, indicator.agency_id))
    Agency.objects.select_for_update().get(pk=indicator.agency_id)
    same = Indicator.objects.of(indicator.agency_id).filter(code__iexact=indicator.code)
    known = same.filter(title=indicator.title, since=indicator.since, replaces=indicator.replaces).first()
    if known:
        return known
    return _keep(indicator, categories, by=by, verb=_n("新增指標"))


def _keep(indicator: Indicator, categories: list[str], *, by, verb: str) -> Indicator:
    _refuse_code(indicator)
    _refuse_owner(indicator)
    _refuse_reviewed(indicator)
    role = permissions.acts_as(by, indicator.agency_id)
    history.save(indicator, by=by, verb=verb, role=role, reason=indicator.change_reason)
    for order, title in enumerate(_titles(categories), start=1):
        category = Category(indicator=indicator, order=order, title=title)
        history.save(category, by=by, verb=verb, role=role)
    return indicator


def _refuse_code(indicator: Indicator) -> None:
    """Each series has a code of its own, those that have ended too: their pages and files stay under it."""
    others = Indicator.objects.of(indicator.agency_id).exclude(pk=indicator.pk)
    if known := others.filter(code__iexact=indicator.code).first():
        values = {"code": known.code, "title": known.title, "day": format_day(known.since)}
        raise ValidationError(
            {"code": _("編號 %(code)s 已用於「%(title)s」（%(day)s起），請換一個編號。") % values}
        )


def _refuse_owner(indicator: Indicator) -> None:
    if indicator.owner.agency_id != indicator.agency_id:
        raise ValidationError({"owner": _("查無此組室或無權使用。")})


def _refuse_reviewed(indicator: Indicator) -> None:
    """A concluded review has spoken of every indicator of its day: none is put before it afterwards (ST-01)."""
    done = IndicatorReview.objects.filter(agency_id=indicator.agency_id, concluded_on__isnull=False)
    if last := done.filter(held_on__gte=indicator.since).order_by("-held_on").first():
        said = _("%(review)s（%(day)s）已結案，起日須在檢討日之後。")
        raise ValidationError({"since": said % {"review": last, "day": format_day(last.held_on)}})


def _titles(categories: list[str]) -> list[str]:
    """One nameless category where none is named."""
    if len(set(categories)) < len(categories):
        raise ValidationError({"categories": _("類別名稱不能重複。")})
    return categories or [""]


@transaction.atomic
def edit(indicator: Indicator, categories: list[str], *, by) -> Indicator:
    """Other words for the same thing; once there are numbers, nothing of what they mean."""
    refuse(permissions.why_not_keep_indicators(by, indicator.agency_id))
    stored = Indicator.objects.select_for_update().get(pk=indicator.pk)
    titles = _titles(categories)
    there = list(stored.categories.all())
    if locked := permissions.why_not_redefine(stored):
        changed = [name for name in MEANING if getattr(stored, name) != getattr(indicator, name)]
        if [one.title for one in there] != titles:
            changed.append("categories")
        if changed:
            raise ValidationError(dict.fromkeys(changed, locked))
    if stored.replaces_id and stored.since != indicator.since:
        raise ValidationError({"since": _("接續舊指標的起日不能更改。")})
    _refuse_code(indicator)
    _refuse_owner(indicator)
    if stored.since != indicator.since:
        _refuse_reviewed(indicator)
    role = permissions.acts_as(by, indicator.agency_id)
    history.save(indicator, by=by, verb=_n("更正"), role=role, reason=_renaming(there, titles))
    _rename(indicator, there, titles, by=by, role=role)
    return indicator


def _renaming(there: list[Category], titles: list[str]) -> str:
    """The categories as they were and as they are now, where they differ."""
    old, new = (
        _("、").join(one for one in names if one) for names in ([str(one.title) for one in there], titles)
    )
    return _("類別：%(old)s → %(new)s") % {"old": old or "–", "new": new or "–"} if old != new else ""


def _rename(indicator: Indicator, there: list[Category], titles: list[str], *, by, role) -> None:
    """Categories as they are listed now; there are no numbers yet that any of them could have."""
    known = {one.title: one for one in there}
    for title in set(known) - set(titles):
        history.remove(known[title], by=by, verb=_n("更正"), role=role, reason=title, channel=Channel.FORM)
    for order, title in enumerate(titles, start=1):
        category = known.get(title) or Category(indicator=indicator, title=title)
        if category.pk is None or category.order != order:
            category.order = order
            history.save(category, by=by, verb=_n("更正"), role=role)


@transaction.atomic
def replace(old: Indicator, new: Indicator, categories: list[str], *, by) -> Indicator:
    """A new series takes the place of ``old`` from its first day on; the old numbers stay what they were."""
    old = Indicator.objects.select_for_update().get(pk=old.pk)
    refuse(permissions.why_not_keep_indicators(by, old.agency_id))
    later = Indicator.objects.filter(replaces=old, code__iexact=new.code, since=new.since).first()
    if later:
        return later
    refuse(permissions.why_not_replace(by, old))
    if not new.change_reason.strip():
        raise ValidationError({"change_reason": _("接續舊指標須說明異動事由。")})
    if new.since <= old.since:
        raise ValidationError(
            {"since": _("新指標的起日須在舊指標的起日（%(day)s）之後。") % {"day": format_day(old.since)}}
        )
    if old.until is None or old.until > new.since:
        _stop(old, new.since, by=by, verb=_n("由新指標接續"), reason=new.change_reason, field="since")
    new.replaces, new.agency_id = old, old.agency_id
    return _keep(new, categories, by=by, verb=_n("另起新指標"))


@transaction.atomic
def end(indicator: Indicator, until: datetime.date, *, by, reason: str) -> Indicator:
    """停用: ``until`` is the first day on which it is compiled no more."""
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    refuse(permissions.why_not_keep_indicators(by, indicator.agency_id))
    if indicator.until == until:
        return indicator
    refuse(permissions.why_not_end(by, indicator))
    if not reason.strip():
        raise ValidationError({"reason": _("停用須說明事由。")})
    return _stop(indicator, until, by=by, verb=_n("停用"), reason=reason, field="until")


def _stop(indicator: Indicator, until: datetime.date, *, by, verb: str, reason: str, field: str) -> Indicator:
    if until <= indicator.since:
        raise ValidationError(
            {field: _("須在指標的起日（%(day)s）之後。") % {"day": format_day(indicator.since)}}
        )
    beyond = indicator.tables.exclude(cells={}).filter(year__gte=_first_year_without(until))
    if table := beyond.order_by("-year").first():
        raise ValidationError(
            {field: _("指標已有 %(year)s 年的數值，不能自那之前停用。") % {"year": format_year(table.year)}}
        )
    indicator.until = until
    role = permissions.acts_as(by, indicator.agency_id)
    return history.save(indicator, by=by, verb=verb, role=role, reason=reason)


def _first_year_without(until: datetime.date) -> int:
    """The first year of which the indicator has no day."""
    return until.year if (until.month, until.day) == (1, 1) else until.year + 1
