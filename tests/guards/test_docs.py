"""The documents say what the code says: quoted lines stand in the named file, examples run, links lead somewhere."""

import doctest
import re

import pytest
from django.core.management import get_commands

from tests.guards.sources import ROOT

QUOTED = re.compile(r"^```\w+ (\S+/\S+)\n(.*?)^```", re.M | re.S)
EXAMPLES = re.compile(r"^```pycon\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
PAGES = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs/glossary.md", "docs/production.md"]
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("file", "lines"), QUOTED.findall(ARCHITECTURE))
def test_what_the_architecture_quotes_stands_in_the_file(file, lines):
    assert lines in (ROOT / file).read_text(encoding="utf-8")


def test_a_quotation_that_is_not_there_would_be_seen():
    assert QUOTED.findall("```python core/clock.py\ndef tomorrow():\n```") == [
        ("core/clock.py", "def tomorrow():\n")
    ]
    assert "def tomorrow():\n" not in (ROOT / "core/clock.py").read_text(encoding="utf-8")


def test_the_examples_of_the_architecture_run():
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    for example in EXAMPLES.findall(ARCHITECTURE):
        runner.run(parser.get_doctest(example, {}, "ARCHITECTURE.md", None, 0))
    assert (runner.summarize(verbose=False).failed, bool(EXAMPLES.findall(ARCHITECTURE))) == (0, True)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not (ROOT / page).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_are_named_can_be_typed(page):
    named = COMMAND.findall((ROOT / page).read_text(encoding="utf-8"))
    assert sorted(set(named) - set(get_commands())) == []


def test_commands_and_links_that_lead_nowhere_would_be_seen():
    assert COMMAND.findall("`manage.py bakup FILE`, .venv/bin/python manage.py doctor") == ["bakup", "doctor"]
    assert LINK.findall("[a](b.md) [c](https://d.example/) [e](f.md#g)") == ["b.md"]


def test_no_decision_is_longer_than_thirty_lines():
    long = {
        file.name: len(file.read_text(encoding="utf-8").splitlines())
        for file in (ROOT / "docs" / "decisions").glob("*.md")
    }
    assert {name: count for name, count in long.items() if count > 30} == {}
