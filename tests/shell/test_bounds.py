"""A request has its bounds (RQ-C6), and the log its form (RQ-J1, J6)."""

import json
import logging

import pytest
from django.conf import settings

from gmplan.logs import JsonFormatter

pytestmark = pytest.mark.django_db


def test_a_body_beyond_twenty_five_megabytes_is_413_in_chinese(as_, cast):
    answer = as_(cast.clerk).post("/accounts/password/", {}, CONTENT_LENGTH=str(settings.BODY_MAX_BYTES + 1))
    assert answer.status_code == 413
    assert "太大" in answer.content.decode()


def test_four_thousand_fields_are_a_form_and_six_thousand_are_too_many(as_, cast):
    client = as_(cast.clerk)
    few, many = ({f"cell{number}": "1" for number in range(count)} for count in (4000, 6000))
    assert client.post("/accounts/password/", few).status_code == 200
    assert client.post("/accounts/password/", many).status_code == 413


@pytest.mark.parametrize("length", ["-1", "x", "", "²"])
def test_a_strange_length_is_no_fault_of_ours(client, length):
    assert client.get("/accounts/sign-in/", CONTENT_LENGTH=length).status_code == 200


def test_a_line_of_the_log_is_one_line_of_json():
    record = logging.makeLogRecord({"name": "gmplan.security", "levelname": "INFO", "msg": "sign-in.refused"})
    record.actor = "a\r\n{forged}\x1b[2J"
    line = JsonFormatter().format(record)
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line
    assert json.loads(line)["actor"] == record.actor
    assert json.loads(line)["time"][-6] in "+-"
