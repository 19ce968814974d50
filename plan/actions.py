"""Every way the plan's rows change: loaded from its file, or amended by a resolution (玖)."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n
from django.utils.translation import override

from core.roc import format_roc
from organization import history
from organization.actor import Actor
from organization.models import Agency
from organization.models.change import Channel
from plan.models import Act, Adoption, Clause, Plan, Rule
from plan.rules import overlaps


@dataclass
class Loaded:
    """What a load did: rows added, rows changed, and rows in the table that the file doesn't have."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)


@transaction.atomic
def load(tables: dict, agency: Agency, *, by: Actor, file: Path) -> Loaded:
    """Bring the plan's rows to what the file says; what is so already isn't touched."""
    done = Loaded()
    put = _Putter(done, by, str(file.name))
    plan = put.one(Plan, {"agency": agency, "code": tables["plan"]["code"]}, tables["plan"])
    put.all(Adoption, plan, tables["adoption"], ("adopted_on",))
    put.all(Clause, plan, tables["clause"], ("label", "since"))
    put.all(Rule, plan, tables["rule"], ("code", "since"))
    _refuse_overlaps(agency)
    return done


def _refuse_overlaps(agency: Agency) -> None:
    """An older file must not be laid over an amendment, nor a second plan over the first."""
    clashes = overlaps(Rule.objects.of(agency.id)) + overlaps(Clause.objects.of(agency.id), by="label")
    if clashes:
        raise ValidationError(
            [
                _("%(row)s：自 %(first)s 起的版本與自 %(second)s 起的版本重疊。")
                % {"row": earlier, "first": earlier.since, "second": later.since}
                for earlier, later in clashes
            ]
        )


class _Putter:
    """Writes rows that differ and remembers which."""

    def __init__(self, done: Loaded, by: Actor, reason: str):
        self._done = done
        self._how = {"by": by, "reason": reason, "channel": Channel.COMMAND}

    def one(self, model, key: dict, values: dict):
        obj = model.objects.filter(**key).first()
        if obj is None:
            obj = model(**(key | values))
            self._done.added.append(str(obj))
            return history.save(obj, verb=_n("載入"), **self._how)
        return self._bring(obj, values)

    def all(self, model, plan: Plan, rows: list[dict], key: tuple[str, ...]) -> None:
        there = {tuple(getattr(one, name) for name in key): one for one in model.objects.filter(plan=plan)}
        new, places = [], {}
        for row in rows:
            if hasattr(model, "order"):  # versions of one code share its place
                row = row | {"order": places.setdefault(row[key[0]], len(places) + 1)}
            known = there.pop(tuple(row[name] for name in key), None)
            if known:
                self._bring(known, row)
            else:
                new.append(model(plan=plan, **row))
        self._done.added.extend(str(one) for one in history.create_many(new, verb=_n("載入"), **self._how))
        self._done.beyond.extend(str(one) for one in there.values())

    def _bring(self, obj, values: dict):
        different = {name: value for name, value in values.items() if getattr(obj, name) != value}
        if not different:
            return obj
        for name, value in different.items():
            setattr(obj, name, value)
        self._done.changed.append(f"{obj}: {', '.join(different)}")
        return history.save(obj, verb=_n("更新"), **self._how)


@transaction.atomic
def amend(
    rule: Rule,
    *,
    since: datetime.date,
    by: Actor,
    reason: str,
    text: str = "",
    reading: str = "",
    numbers: dict | None = None,
) -> Rule:
    """Close ``rule`` on ``since`` and open its next version with other words, reading or numbers."""
    changed = {"text": text or rule.text, "reading": reading or rule.reading}
    changed |= {"numbers": rule.numbers | (numbers or {}), "adopted_on": since}
    return _follow(rule, since, changed, by, reason)


@transaction.atomic
def amend_clause(
    clause: Clause, *, since: datetime.date, by: Actor, reason: str, text: str, heading: str = ""
) -> Clause:
    """Close ``clause`` on ``since`` and open its next wording."""
    return _follow(clause, since, {"text": text, "heading": heading or clause.heading}, by, reason)


@transaction.atomic
def adopt(plan: Plan, *, on: datetime.date, body, meeting: str, act: str, by: Actor) -> Adoption:
    """The dated line at the plan's head that a meeting's decision leaves there, once a day (AM-03)."""
    known = Adoption.objects.filter(plan=plan, adopted_on=on).first()
    if known:
        return known
    name, number = f"{plan.agency.name}{body}", meeting.replace(" ", "")
    with override("zh-hant"):
        text = f"{format_roc(on)}{name}{number}{Act(act).label}".replace(" ", "")
    adoption = Adoption(plan=plan, adopted_on=on, body=name, meeting=number, act=act, text=text)
    return history.save(adoption, by=by, verb=_n("通過"))


def _follow(old, since: datetime.date, changed: dict, by: Actor, reason: str):
    """The next version of ``old``, whose own interval is cut; days gone by are never rewritten."""
    if not old.since < since or (old.until and since >= old.until):
        raise ValidationError(_("修正的起日須在原版本的期間之內。"))
    kept = {one.name: getattr(old, one.name) for one in old._meta.concrete_fields if one.name != "id"}
    new = type(old)(**(kept | changed | {"since": since}))
    old.until = since
    history.save(old, by=by, verb=_n("修正前版本止"), reason=reason)
    return history.save(new, by=by, verb=_n("修正"), reason=reason)
