"""Where ./run serves: the port asked for, or the next free one; never a guess about the host."""

import socket

import pytest

from bin import address
from bin.console import Stuck


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_free_port_is_taken_as_asked(taken, capsys):
    free = address.free_port("127.0.0.1", 0)
    assert address.free_port("127.0.0.1", free) == free
    assert capsys.readouterr().out == ""


def test_a_taken_port_is_named_and_the_next_free_one_used(taken, capsys):
    found = address.free_port("127.0.0.1", taken)
    assert found > taken
    assert capsys.readouterr().out == f"Port {taken} is taken; using {found}.\n"


def test_port_nought_gives_any_free_port(taken):
    assert address.free_port("127.0.0.1", 0) not in (0, taken)


def test_without_a_free_port_it_says_what_to_type(monkeypatch, taken):
    monkeypatch.setattr(address, "TRIES", 1)
    with pytest.raises(Stuck, match=rf"no free port from {taken} to {taken}. Choose one with --port"):
        address.free_port("127.0.0.1", taken)


def test_an_address_of_another_machine_is_refused_by_name():
    with pytest.raises(Stuck, match=r"can't serve on 192.0.2.1, port 8000"):
        address.free_port("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", []), ("10.1.2.3", ["10.1.2.3"]), ("0.0.0.0", [socket.gethostname()])]
)
def test_the_demonstration_answers_to_this_machine_and_the_address_served(host, own):
    assert address.names(host) == list(dict.fromkeys(["127.0.0.1", "localhost", "[::1]", *own]))


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")]
)
def test_the_address_shown_can_be_opened_in_a_browser(host, shown):
    assert address.url(host, 8000) == f"http://{shown}:8000"
