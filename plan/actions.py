"""Every way the plan's rows change: loaded from its file, or amended by a resolution (玖)."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_noop as _n

from organization import history
from organization.actor import Actor
from organization.models import Agency
from organization.models.change import Channel
from plan.models import Adoption, Clause, Plan, Rule


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
    return done


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
        new = []
        for order, row in enumerate(rows, start=1):
            if "order" in {one.name for one in model._meta.get_fields()}:
                row = row | {"order": order}
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
def amend(rule: Rule, *, since: datetime.date, by: Actor, reason: str, text: str = "", **numbers) -> Rule:
    """Close ``rule`` on ``since`` and open its next version with other words or numbers; gives the new one."""
    until = rule.until
    new = Rule(
        **{
            one.name: getattr(rule, one.name)
            for one in Rule._meta.concrete_fields
            if one.name not in ("id", "since", "until", "adopted_on")
        }
    )
    new.since, new.until, new.adopted_on = since, until, since
    new.text = text or rule.text
    new.numbers = rule.numbers | numbers
    rule.until = since
    history.save(rule, by=by, verb=_n("修正前版本止"), reason=reason)
    return history.save(new, by=by, verb=_n("修正"), reason=reason)
