"""The demonstration's accounts: one for each role, with secrets drawn when the demonstration is made.

There is no default password anywhere (RQ-A7); the secrets stand in a file that only the owner may read.
"""

import datetime
import secrets
from dataclasses import dataclass
from pathlib import Path

from demo.cast import FOUNDED
from organization import history
from organization.actor import Actor
from organization.models import Account, Agency, Person, Role, RoleGrant, Unit
from organization.models.change import Channel


@dataclass(frozen=True)
class Seat:
    """An account of the demonstration: whose it is and what it may do."""

    username: str
    person: str
    role: str | None = None
    unit: str | None = None
    what: str = ""


SEATS = (
    Seat("staff", "王小明", what="同仁：看自己的時數、登錄時數"),
    Seat("manager", "林建宏", Role.UNIT_MANAGER, "應用服務組", "組室主管：本組同仁的情形"),
    Seat("personnel", "陳雅芬", Role.PERSONNEL, what="人事室：核定時數、課程"),
    Seat("accounting", "吳文玲", Role.ACCOUNTING, what="會計室：性別統計指標、核定統計表、公開統計與分析"),
    Seat("secretariat", "周品瑜", Role.SECRETARIAT, what="綜合企劃組（幕僚單位）：全計畫與成果報告"),
    Seat("reviewer", "翁冠廷", Role.REVIEWER, what="法務／研考"),
    Seat("oversight", "余思婷", Role.OVERSIGHT, what="性別平等辦公室：只讀所屬機關"),
    Seat("admin", "紀安庭", Role.SYSTEM_ADMIN, what="系統管理者"),
)


OPENS_ADMIN = {Role.UNIT_MANAGER, Role.PERSONNEL, Role.SECRETARIAT, Role.SYSTEM_ADMIN}


def secret() -> str:
    """A password that fulfils the rules of 附表十: long, and of three kinds."""
    return f"{secrets.token_urlsafe(9)}-Aa1"


def open_accounts(
    people: dict[str, Person], homes: dict[str, Agency], *, by: Actor, moment: datetime.datetime
) -> list[tuple]:
    """(username, password, name, what for) of each account made; ``homes`` gives each seat's agency."""
    made = []
    for seat in SEATS:
        person, password = people[seat.person], secret()
        account = Account.objects.create_user(
            seat.username,
            password,
            is_staff=seat.role in OPENS_ADMIN,
            is_superuser=seat.role == Role.SYSTEM_ADMIN,
            password_set_at=moment,
            is_demo=True,
        )
        person.account = account
        history.save(person, by=by, verb="開立帳號", channel=Channel.COMMAND)
        if seat.role:
            agency = homes[seat.person]
            unit = Unit.objects.get(agency=agency, name=seat.unit) if seat.unit else None
            grant = RoleGrant(account=account, agency=agency, role=seat.role, unit=unit, since=FOUNDED)
            history.save(grant, by=by, verb="授予角色", channel=Channel.COMMAND)
        made.append((seat.username, password, person.name, seat.what))
    return made


def write_down(accounts: list[tuple], file: Path) -> None:
    """The secrets, readable by the owner alone."""
    file.touch(mode=0o600)
    lines = [f"{username}\t{password}\t{name}\t{what}" for username, password, name, what in accounts]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
