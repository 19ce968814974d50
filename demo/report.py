"""The outcome reports of the demonstration: 105 announced, 106 passed and still to be announced, 107 being written (柒).

Texts and editions come through the report's own actions. The items by which the task force passed them are those of
the meetings that the story has held.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from operator import itemgetter

from committee.models import AgendaItem
from core.printing import PrintFailed
from core.roc import parse_roc
from demo.members import Event
from organization import history
from organization.actor import Actor, actor_for, machine
from organization.models import Account, Agency
from reports.actions import editions, texts
from reports.actions.files import make_pdf
from reports.models import Edition, Submission
from reports.owed import Owed, owed

WRITTEN, FROZEN, AS_OF = "{}/1/15", "{}/1/30", "{}/1/25"
ANNOUNCED = "106/3/10"
ITEM = "{} 年度推動性別主流化成果"

TOLD = {
    "伍一": "專案小組依計畫召開會議，府外委員均出席提供意見；列管事項由主辦組室逐案填報辦理情形，於下次會議確認。",
    "伍二": "本室依對象別安排課程，未完成同仁均個別通知補訓；課程納入資訊人員常見情境之案例討論。",
    "伍三": "本室會同各組室檢討性別統計指標，並將統計表公開於專區網頁；性別分析由各組室輪流撰擬，提報專案小組。",
    "伍四": "計畫與法案於研擬階段即辦理性別影響評估，邀請外部專家提供意見，並逐項說明參採情形。",
    "伍五": "各組室編列次年度預算時一併檢視性別預算，經專案小組協助檢視後彙整。",
    "柒": "本年度各項工具均依計畫辦理。未達成之項目，下年度由主責組室訂定改善期程，於第一次會議報告。",
}
OF_UNIT = "{unit}依計畫辦理具體措施，結合業務推廣性別平等；各項措施之辦理情形及參與人次，詳具體措施一覽表。"
NOTHING = {"局長室"}
"""Who had nothing to tell."""

BEGUN = {"人事室": False, "應用服務組": True, "資通安全組": True}
"""Of 107, by November: whose texts are begun, and whether they were submitted."""
RETURNED = ("資通安全組", "請補充各項措施之參與人次。")


def tell(agency: Agency) -> None:
    """All of it in the order of the days."""
    office = Account.objects.get(username="secretariat")
    events = [*_texts(105), *_texts(106), *_reports(), *_begun()]
    for day, act in sorted(events, key=itemgetter(0)):
        act(actor_for(office, day))


def _texts(year: int) -> Iterator[Event]:
    yield parse_roc(WRITTEN.format(year + 1)), partial(_hand_in, year)


def _hand_in(year: int, by: Actor) -> None:
    for one in owed(by.agency_id, year + 1911):
        _write(one, year, by, submits=True)


def _write(one: Owed, year: int, by: Actor, *, submits: bool) -> None:
    """The unit's own text; the demonstration writes for all of them."""
    text = texts.text_of(by.agency, year + 1911, one.section.label, one.unit)
    has_nothing = one.unit.name in NOTHING
    words = TOLD.get(one.section.label) or OF_UNIT.format(unit=one.unit)
    hand = machine("demo", by.agency, by.day)
    texts.write(text, "" if has_nothing else words, has_nothing=has_nothing, by=hand, submits=submits)


def _reports() -> Iterator[Event]:
    for year in (105, 106):
        yield parse_roc(FROZEN.format(year + 1)), partial(_freeze, year)
    yield parse_roc("106/2/22"), partial(_tie, 105)
    yield parse_roc("107/2/7"), partial(_tie, 106)
    yield parse_roc(ANNOUNCED), partial(_announce, 105)


def _freeze(year: int, by: Actor) -> None:
    as_of = parse_roc(AS_OF.format(year + 1))
    edition = editions.freeze(by.agency, year + 1911, as_of=as_of, by=by)
    with suppress(PrintFailed):  # a machine without the printing library tells the story without the file
        make_pdf(edition, by=by)


def _edition(year: int, by: Actor) -> Edition:
    return Edition.objects.of(by.agency_id, year + 1911).whole().get()


def _tie(year: int, by: Actor) -> None:
    """The meeting of that day has dealt with it."""
    item = AgendaItem.objects.get(
        meeting__committee__agency=by.agency, meeting__held_on=by.day, title=ITEM.format(year)
    )
    edition = _edition(year, by)
    submission = Submission(edition=edition, item=item, submitted_on=edition.frozen_on)
    history.save(submission, by=by, verb="送小組")


def _announce(year: int, by: Actor) -> None:
    edition = _edition(year, by)
    if edition.files.exists():
        editions.announce(edition, by=by)


def _begun() -> Iterator[Event]:
    yield parse_roc("107/11/5"), _begin
    yield parse_roc("107/11/12"), _return


def _begin(by: Actor) -> None:
    for one in owed(by.agency_id, by.day.year):
        if one.unit.name in BEGUN:
            _write(one, by.day.year - 1911, by, submits=BEGUN[one.unit.name])


def _return(by: Actor) -> None:
    unit, reason = RETURNED
    for one in owed(by.agency_id, by.day.year):
        if one.unit.name == unit:
            text = texts.text_of(by.agency, by.day.year, one.section.label, one.unit)
            texts.send_back(text, by=by, reason=reason)
