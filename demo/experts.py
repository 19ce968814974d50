"""The demonstration's pool of experts, all invented: whom one may ask, and one for each reason why not (伍四(三)).

Two are known to the task force. One basis ends the day before the demonstration day, one before the year is out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from committee.models import External
from core.roc import parse_roc
from demo.members import Event
from impact_assessment.actions import experts
from impact_assessment.models import Basis, Expert
from organization.actor import Actor
from organization.models import Sex

NATIONAL, CITY, COMMITTEE = "NATIONAL_DB", "TAIPEI_DB", "GENDER_COMMITTEE"
PROVEN = "查對人才資料庫網頁（示範）"


@dataclass(frozen=True)
class Scholar:
    """Somebody of the pool from ``known`` on; ``bases`` are (kind, detail, since, until)."""

    name: str
    known: str
    sex: str = ""
    affiliation: str = ""
    title: str = ""
    background: str = ""
    email: str = ""
    bases: tuple[tuple[str, str, str, str], ...] = ()
    stopped: tuple[str, str] | None = None


SCHOLARS = (
    Scholar("林若蘭", "106/3/1"),
    Scholar("許明珠", "106/3/1"),
    Scholar(
        "鄭可薇",
        "106/3/1",
        Sex.FEMALE,
        "河左大學（虛構）建築與都市設計系",
        "副教授",
        "公共空間、照明與人身安全",
        "cheng@hezuo.example",
        bases=((CITY, "編號 0106（示範）", "104/1/1", ""),),
    ),
    Scholar(
        "邵允中",
        "106/3/1",
        Sex.MALE,
        "南屏法政學院（虛構）法律系",
        "教授",
        "性別法制、自治法規",
        "shao@nanping.example",
        bases=((NATIONAL, "專長：法制（示範）", "103/7/1", "109/7/1"),),
    ),
    Scholar(
        "沙美琳",
        "106/3/1",
        Sex.FEMALE,
        "銀髮數位學堂協會（虛構）",
        "理事長",
        "高齡女性、數位落差",
        "sha@silver.example",
        bases=((CITY, "編號 0231（示範）", "105/11/15", "107/11/15"),),
    ),
    Scholar(
        "費以寧",
        "107/1/10",
        Sex.OTHER,
        "多元介面實驗室（虛構）",
        "研究員",
        "使用者研究、多元性別",
        "fei@plural.example",
        bases=((COMMITTEE, "某部會性別平等專案小組外聘委員（示範）", "106/1/1", "108/1/1"),),
    ),
    Scholar(
        "廖俊凱",
        "107/1/10",
        Sex.MALE,
        "西川社區大學（虛構）",
        "講師",
        "社區參與",
        "liao@xichuan.example",
        bases=((NATIONAL, "專長：社區（示範）", "106/1/1", ""),),
    ),
    Scholar("溫立群", "106/3/1"),
    Scholar(
        "牟景明",
        "106/3/1",
        Sex.MALE,
        "東湖工程顧問（虛構）",
        "顧問",
        "工程規劃",
        "mou@donghu.example",
        bases=((CITY, "編號 0077（示範）", "104/1/1", ""),),
        stopped=("107/5/2", "本人來信表示不再受邀（示範）。"),
    ),
)
"""The seventh bears the name of somebody on the staff; the eighth left the task force in 106."""


def pool() -> Iterator[Event]:
    """Taken in, with their bases; the last one stopped."""
    for one in SCHOLARS:
        yield parse_roc(one.known), partial(_take_in, one)
        if one.stopped:
            day, reason = one.stopped
            yield parse_roc(day), partial(_stop, one, reason)


def of(name: str, by: Actor) -> Expert:
    return Expert.objects.get(agency=by.agency, external__name=name)


def _take_in(one: Scholar, by: Actor) -> None:
    external = External.objects.filter(agency=by.agency, name=one.name).first()
    if external:
        expert = experts.add(external, by=by)
    else:
        said = {
            name: getattr(one, name)
            for name in ("name", "sex", "affiliation", "title", "background", "email")
        }
        expert = experts.add_new(External(agency=by.agency, **said), by=by, terms=[])
    for kind, detail, since, until in one.bases:
        days = {"since": parse_roc(since), "until": parse_roc(until) if until else None}
        experts.keep_basis(Basis(expert=expert, kind=kind, detail=detail, proof_note=PROVEN, **days), by=by)


def _stop(one: Scholar, reason: str, by: Actor) -> None:
    experts.stop(of(one.name, by), by=by, reason=reason)
