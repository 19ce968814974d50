"""The plan's data say what the plan says: its whole text, a rule for every paragraph, words quoted exactly."""

import datetime
import re
import tomllib
import unicodedata
from pathlib import Path

from plan.models import Force

HERE = Path(__file__).parent
FIRST, LAST = datetime.date(2016, 1, 1), datetime.date(2020, 1, 1)
DECISIONS = {f"D-{number:02}" for number in range(1, 20)}


def squeezed(text: str) -> str:
    """Without blanks; the PDF's compatibility characters as the ones that people type."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def published() -> str:
    source, *lines = (HERE / "seed.txt").read_text(encoding="utf-8").splitlines()
    assert source.startswith("# ")
    return squeezed("".join(line for line in lines if not line.strip().isdigit()))


def words(clause: dict) -> str:
    return clause["heading"] + clause["text"]


def test_every_character_of_the_published_plan_stands_in_the_data_in_its_order(tables):
    head = tables["plan"]["title"] + "".join(one["text"] for one in tables["adoption"])
    body = "".join(one["number"] + words(one) for one in tables["clause"])
    assert squeezed(head + body) == published()


def test_the_data_hold_no_character_that_a_search_would_miss(tables):
    text = "".join(words(one) for one in tables["clause"]) + "".join(one["text"] for one in tables["rule"])
    assert text == unicodedata.normalize("NFC", text)


def test_the_plans_head_names_its_four_meetings(tables):
    assert [(one["adopted_on"].isoformat(), one["act"]) for one in tables["adoption"]] == [
        ("2013-03-28", "PASSED"),
        ("2015-10-12", "AMENDED"),
        ("2016-09-21", "AMENDED"),
        ("2016-12-23", "PASSED"),
    ]


def test_a_number_printed_twice_has_two_labels(tables):
    threes = [
        one["label"] for one in tables["clause"] if one["label"].startswith("伍一(一)3") and one["level"] == 4
    ]
    assert threes == ["伍一(一)3", "伍一(一)3之2"]
    assert len({one["label"] for one in tables["clause"]}) == len(tables["clause"])


def test_every_paragraph_has_its_rules_and_every_rule_its_paragraph(tables):
    paragraphs = tomllib.loads((HERE / "paragraphs.toml").read_text(encoding="utf-8"))["paragraphs"]
    expected = {code for codes in paragraphs.values() for code in codes}
    duties = {one["code"]: one for one in tables["rule"] if one["force"] != Force.DECISION}
    labels = {one["label"] for one in tables["clause"]}
    assert set(duties) == expected
    for paragraph, codes in paragraphs.items():
        assert set(paragraph.split()) <= labels
        for code in codes:
            concerned = {duties[code]["clause"]} | {
                part["clause"]
                for parts in duties[code]["numbers"].values()
                if isinstance(parts, list)
                for part in parts
                if isinstance(part, dict) and "clause" in part
            }
            assert any(
                label.startswith(one) or one.startswith(label)
                for label in paragraph.split()
                for one in concerned
            ), (paragraph, code)


def test_rules_quote_their_clause_word_for_word(tables):
    for rule in tables["rule"]:
        under = "".join(
            words(one) for one in tables["clause"] if one["label"].startswith(rule["clause"])
        ).replace("\n", "")
        assert [part for part in rule["text"].split("…") if part not in under] == [], rule["code"]


def test_training_changes_its_rules_with_the_year_107(tables):
    spans = {
        one["code"]: (one["since"].year, one["until"].year)
        for one in tables["rule"]
        if one["code"].startswith("TR-") and (one["since"], one["until"]) != (FIRST, LAST)
    }
    earlier = dict.fromkeys(("TR-01", "TR-02", "TR-03", "TR-04", "TR-08", "TR-10"), (2016, 2018))
    later = dict.fromkeys(("TR-05", "TR-06", "TR-07", "TR-07b", "TR-09"), (2018, 2020))
    assert spans == earlier | later


def test_nineteen_questions_have_a_reading_and_another_one(tables):
    decisions = {one["code"]: one for one in tables["rule"] if one["force"] == Force.DECISION}
    assert set(decisions) == DECISIONS
    for one in decisions.values():
        assert one["question"]
        assert one["reading"]
        assert one["rules"]
        assert one["alternatives"]
        assert all(set(other) <= {"reading", "label", "numbers"} for other in one["alternatives"])
        assert all(
            (other["reading"], other.get("numbers", {})) != (one["reading"], one["numbers"])
            for other in one["alternatives"]
        )


def test_no_rule_goes_on_after_the_plan(tables):
    assert {one["until"] <= LAST for one in tables["rule"] + tables["clause"]} == {True}
