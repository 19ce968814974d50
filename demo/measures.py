"""Three years of concrete measures, each act on its day: entered or carried over, held, proved, the rounds (陸).

Everything goes through the chapter's actions, as the secretariat does it for the units. The pictures are drawn.
"""

import datetime
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from operator import itemgetter

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from core.roc import parse_roc
from demo.deeds import DEEDS, Deed
from demo.members import Event
from demo.motions import unit_of
from measures.actions import copying, evidence, rounds
from measures.actions.measures import OWN, Words, change, enter
from measures.models import Kind, Measure, UpdateRound
from organization.actions.attachments import attach
from organization.actor import Actor, actor_for
from organization.models import Account, Agency, Attachment

ENTERED = "{}/1/10"
DAYS_TO_PROVE = 4
"""A held measure is told of and proved some days later."""
PUBLICITY = ("MS-E3",)
SKY, GROUND = ("#dfe9f2", "#e9e4f0", "#e4efe6", "#f4ecdf"), ("#35608a", "#5f4b8b", "#3d7350", "#8a6535")


def hold_measures(agency: Agency) -> None:
    """All of it in the order of the days."""
    secretariat = Account.objects.get(username="secretariat")
    events = [event for one in DEEDS for event in _events(one)] + list(_rounds())
    for day, act in sorted(events, key=itemgetter(0)):
        act(actor_for(secretariat, day))


def _events(one: Deed) -> Iterator[Event]:
    for place, (year, told) in enumerate(one.years.items()):
        act = _carry_over if place else _enter
        yield parse_roc(ENTERED.format(year)), partial(act, one, year)
        first, last, numbers, marks = _read(told)
        yield parse_roc(ENTERED.format(year)), partial(_plan, one, year, first, last)
        if "預定" not in marks:
            day = last + datetime.timedelta(days=DAYS_TO_PROVE)
            yield min(day, parse_roc("107/11/15")), partial(_hold, one, year, (first, last), numbers)
            if "無佐證" not in marks:
                yield min(day, parse_roc("107/11/15")), partial(_prove, one, year, last)


def _read(told: str) -> tuple[datetime.date, datetime.date, list[int], set[str]]:
    """First and last day, men and women, marks."""
    parts = told.split()
    days = [parse_roc(one) for one in parts if "/" in one]
    numbers = [int(one) for one in parts if one.isdigit()]
    return days[0], days[-1], numbers, {one for one in parts if not one[0].isdigit()}


def _enter(one: Deed, year: int, by: Actor) -> None:
    words = Words(
        year=year + 1911,
        unit=unit_of(one.unit, by),
        item=one.item,
        title=one.title,
        joint=tuple(unit_of(name, by) for name in one.joint),
        content=one.content,
        relation=one.relation,
        target_group=one.target,
        partners=one.partners,
        budget_note=one.funding,
        goal=one.goal,
    )
    enter(by.agency, words, by=by)


def _carry_over(one: Deed, year: int, by: Actor) -> None:
    copying.carry_over([_known(one, year - 1, by)], year + 1911, by=by)


def _known(one: Deed, year: int, by: Actor) -> Measure:
    rows = Measure.objects.of(by.agency_id).in_year(year + 1911).whole()
    return rows.get(item=one.item, title=one.title)


def _change(one: Deed, year: int, by: Actor, **said) -> None:
    measure = _known(one, year, by)
    words = Words(joint=tuple(measure.joint_units), **{name: getattr(measure, name) for name in OWN})
    change(measure, replace(words, **said), by=by)


def _plan(one: Deed, year: int, first: datetime.date, last: datetime.date, by: Actor) -> None:
    _change(one, year, by, planned_on=first, planned_end_on=last)


def _hold(one: Deed, year: int, days: tuple[datetime.date, datetime.date], numbers: list[int], by: Actor):
    counted = {"male": numbers[0], "female": numbers[1], "other": 0, "unstated": 0} if numbers else {}
    said = {"held_on": days[0], "ended_on": days[1], "achieved": one.achieved}
    _change(one, year, by, **said, **counted)


def _prove(one: Deed, year: int, last: datetime.date, by: Actor) -> None:
    """A picture where something could be seen, else the record; pictures may be public."""
    is_publicity = one.item in PUBLICITY
    if one.picture:
        kind = Kind.PUBLICITY if is_publicity else Kind.PHOTO
        file, alt_text = attach(_picture(DEEDS.index(one) + year), by=by), one.picture
    else:
        kind, file, alt_text = Kind.DOCUMENT, _record(one, last, by), ""
    caption = f"{one.title}{'' if is_publicity else '活動照片' if one.picture else '辦理紀錄'}"
    proof = evidence.Proof(kind, last, caption, alt_text=alt_text, is_public=bool(one.picture), file=file)
    evidence.add_evidence(_known(one, year, by), proof, by=by)


def _record(one: Deed, day: datetime.date, by: Actor) -> Attachment:
    text = f"{one.title}（示範）\n{day:%Y-%m-%d}\n{one.content}\n"
    return attach(ContentFile(text.encode(), name="record.txt"), by=by)


def _picture(number: int) -> ContentFile:
    """People before a wall, as simple as can be: the same number draws the same bytes."""
    picture = Image.new("RGB", (480, 300), SKY[number % len(SKY)])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 220, 480, 300), fill=GROUND[number % len(GROUND)])
    for place in range(3 + number % 3):
        left = 40 + place * 85
        draw.ellipse((left, 120, left + 44, 164), fill="#f3d9c1")
        draw.rounded_rectangle(
            (left - 8, 168, left + 52, 260), 12, fill=GROUND[(number + place) % len(GROUND)]
        )
    return ContentFile(_png(picture), name="photo.png")


def _png(picture: Image.Image) -> bytes:
    """Signature, head, the rows each without a filter, end: what the format asks and nothing of the library's own."""
    width, height = picture.size
    pixels, line = picture.tobytes(), 3 * width
    rows = b"".join(b"\0" + pixels[start : start + line] for start in range(0, len(pixels), line))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def _rounds() -> Iterator[Event]:
    """In the middle of 106 everybody has answered; that of 107 is open and half answered."""
    yield parse_roc("106/7/3"), partial(_open, "106/7/31")
    yield parse_roc("106/7/20"), partial(_tell, 1)
    yield parse_roc("106/8/1"), _close
    yield parse_roc("107/11/1"), partial(_open, "107/11/30")
    yield parse_roc("107/11/9"), partial(_tell, 2)


def _open(due: str, by: Actor) -> None:
    rounds.open_round(by.agency, by.day.year, due_on=parse_roc(due), by=by)


def _round(by: Actor) -> UpdateRound:
    return UpdateRound.objects.of(by.agency_id).open().get(year=by.day.year)


def _tell(step: int, by: Actor) -> None:
    """Of every measure, or of every second one; what was not held yet is late."""
    measures = Measure.objects.of(by.agency_id).in_year(by.day.year).standing().whole()
    for one in list(measures.order_by("id"))[::step]:
        is_late = one.held_on is None and one.planned_on < by.day
        text = "因場地檔期延後辦理。" if is_late else ""
        own = {name: getattr(one, name) for name in rounds.OF_THE_MEASURE}
        rounds.tell(_round(by), one, rounds.Told(not is_late, text, **own), by=by)


def _close(by: Actor) -> None:
    rounds.close_round(_round(by), by=by)
