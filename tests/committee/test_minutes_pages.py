"""Minutes written, circulated, confirmed and corrected (C-12, C-13), through the client."""

import io
import re
import zipfile

from django.urls import reverse

from committee import actions
from committee.models import AgendaItem, Minutes, Outcome, Section
from tests import factories as make
from tests.factories import actor_of

YEAR = {"year": 2018}


def test_a_draft_of_minutes_is_the_secretariats(as_, held, cast):
    where = reverse("committee:minutes-odt", args=[held.pk])
    assert as_(cast.clerk).get(where).status_code == 404
    actions.circulate(Minutes.objects.get(), by=actor_of(cast.secretary, "107/5/10"))
    assert as_(cast.clerk).get(where).status_code == 200


def test_the_minutes_are_one_click_away_as_pdf_and_odt(as_, held, cast):
    client = as_(cast.secretary)
    page = client.get(reverse("committee:meeting-detail", args=[held.pk])).content.decode()
    for name in ("committee:minutes-pdf", "committee:minutes-odt"):
        assert reverse(name, args=[held.pk]) in page
    odt = client.get(reverse("committee:minutes-odt", args=[held.pk]))
    assert odt.content.startswith(b"PK")


def test_two_secretaries_see_both_versions_and_lose_nothing(as_, held, cast):
    client, where = as_(cast.secretary), reverse("committee:minutes", args=[held.pk])
    seen = re.search(r'name="seen" value="(\w+)"', client.get(where).content.decode()).group(1)
    first = {"recorder": "周綜企", "opening_words": "甲的版本", "closing_words": "", "seen": seen}
    assert client.post(where, first).status_code == 302
    page = client.post(where, first | {"opening_words": "乙的版本", "closing_words": "乙另外寫的"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "甲的版本" in text and "乙的版本" in text and "乙另外寫的" in text
    assert Minutes.objects.get().opening_words == "甲的版本"
    seen = re.search(r'name="seen" value="(\w+)"', text).group(1)
    client.post(where, first | {"opening_words": "乙的版本", "seen": seen})
    assert Minutes.objects.get().opening_words == "乙的版本"


def test_confirmed_minutes_change_by_an_erratum_only(as_, held, force, cast):
    second = make.make_meeting(held.committee, "107/5/20", number=2)
    by = actor_of(cast.secretary, "107/5/20")
    actions.fill_agenda(second, by=by)
    make.hold_meeting(second, force[:12], by)
    confirming = AgendaItem.objects.get(meeting=second, section="CONFIRM", confirms__meeting=held)
    actions.decide(confirming, actions.Decision(Outcome.PASSED), by=by)
    client = as_(cast.secretary)
    assert client.get(reverse("committee:minutes", args=[held.pk])).status_code == 403
    where = reverse("committee:minutes-erratum", args=[held.pk])
    seen = re.search(r'name="seen" value="(\w+)"', client.get(where).content.decode()).group(1)
    without = client.post(where, {"recorder": "周綜企", "opening_words": "更正", "seen": seen, "reason": ""})
    assert without.status_code == 200 and "更正" in without.content.decode()
    client.post(where, {"recorder": "周綜企", "opening_words": "更正", "seen": seen, "reason": "漏字"})
    editions = list(Minutes.objects.get(meeting=held).editions.values_list("number", "reason"))
    assert editions == [(0, ""), (1, "漏字")]
    first, corrected = (one.document for one in Minutes.objects.get(meeting=held).editions.all())
    assert "更正" not in str(first) and "更正" in str(corrected)


def test_two_secretaries_who_wrote_in_different_places_both_stay(as_, held, cast):
    client, where = as_(cast.secretary), reverse("committee:minutes", args=[held.pk])
    seen = re.search(r'name="seen" value="(\w+)"', client.get(where).content.decode()).group(1)
    blank = {
        "recorder": "周綜企",
        "was_recorder": "周綜企",
        "opening_words": "",
        "closing_words": "",
        "seen": seen,
    }
    blank |= {"was_opening_words": "", "was_closing_words": ""}
    client.post(where, blank | {"opening_words": "甲的致詞"})
    page = client.post(where, blank | {"closing_words": "乙的其他"})
    text = page.content.decode()
    assert page.status_code == 409 and "甲的致詞" in text and "乙的其他" in text
    seen = re.search(r'name="seen" value="(\w+)"', text).group(1)
    client.post(where, blank | {"opening_words": "甲的致詞", "closing_words": "乙的其他", "seen": seen})
    minutes = Minutes.objects.get()
    assert (minutes.opening_words, minutes.closing_words) == ("甲的致詞", "乙的其他")


def test_confirmed_minutes_keep_a_restricted_item_from_those_who_may_not_see_it(as_, held, force, cast):
    by = actor_of(cast.secretary, "107/5/10")
    actions.add_item(held, actions.Words("機密案", Section.EXTEMPORE, is_restricted=True), by=by)
    second = make.make_meeting(held.committee, "107/5/20", number=2)
    by = actor_of(cast.secretary, "107/5/20")
    actions.fill_agenda(second, by=by)
    make.hold_meeting(second, force[:12], by)
    confirming = AgendaItem.objects.get(meeting=second, confirms__meeting=held)
    actions.decide(confirming, actions.Decision(Outcome.PASSED), by=by)
    where = reverse("committee:minutes-odt", args=[held.pk])
    for who, sees in ((cast.secretary, True), (cast.clerk, False)):
        odt = zipfile.ZipFile(io.BytesIO(as_(who).get(where).content))
        text = odt.read("content.xml").decode()
        assert ("機密案" in text, "（不公開）" in text) == (sees, not sees)
