"""Every answer carries the same headers, be it page, fault, file or refusal (RQ-G1, G4, G6, G7; H018 – H030)."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ANSWERS = {
    "a page": ("/accounts/sign-in/", {}),
    "a signed-in page": ("/accounts/me/", {}),
    "a way elsewhere": ("/admin/login/", {}),
    "nothing there": ("/no/such/page/", {}),
    "a static file": ("/static/css/base.css", {}),
    "a static file not there": ("/static/css/none.css", {}),
    "a strange host": ("/accounts/sign-in/", {"HTTP_HOST": "evil.example"}),
    "a faulty path": ("/%00/%ff%fe", {}),
}


@pytest.mark.parametrize(("path", "headers"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_has_the_headers(as_, cast, path, headers):
    answer = as_(cast.clerk).get(path, **headers)
    assert sorted(answer["Content-Security-Policy"].split("; ")) == sorted(POLICY.split("; "))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]
    assert len(answer["X-Request-ID"]) == 12


def test_a_server_fault_has_them_too_and_tells_nothing(as_, cast, monkeypatch):
    def broken(*args):
        raise RuntimeError("secret detail in /srv/path")

    monkeypatch.setattr("organization.views.me.today", broken)
    client = as_(cast.clerk)
    client.raise_request_exception = False
    answer = client.get("/accounts/me/")
    assert answer.status_code == 500
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "secret detail" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver:99999", "testserver:x", "testserver,evil.example", "a b"]
)
def test_another_host_is_refused(client, host):
    assert client.get("/accounts/sign-in/", HTTP_HOST=host).status_code == 400


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "FOO", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/accounts/sign-in/", "/static/css/base.css", "/no/such/page/"])
def test_unknown_methods_are_405_everywhere(client, method, path):
    answer = client.generic(method, path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_head_is_get_without_a_body(client):
    head, get = client.head("/accounts/sign-in/"), client.get("/accounts/sign-in/")
    assert head.status_code == get.status_code == 200
    assert (head.content, head["Content-Length"]) == (b"", str(len(get.content)))


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/db.sqlite3",
        "/media/",
        "/static/",
        "/static/../manage.py",
        "/static/%2e%2e/manage.py",
        "/%2e%2e/etc/passwd",
        "/backup.zip",
        "/admin/doc/",
        "/var/secret_key",
        "//x",
        "/;a=b",
        "/" + "x" * 9000,
        "/training/" + "9" * 400 + "/",
    ],
)
def test_there_is_nothing_but_routes_and_static_files(client, path):
    answer = client.get(path)
    assert answer.status_code in (302, 404)
    if answer.status_code == 302:
        assert "/accounts/sign-in/" in answer["Location"]


@pytest.mark.parametrize("header", ["x" * 8000, ",".join(["zh-CN;q=0.1"] * 900), "../../x", "en;q=9e9"])
def test_a_strange_language_wish_gives_the_default(client, header):
    answer = client.get("/accounts/sign-in/", HTTP_ACCEPT_LANGUAGE=header)
    assert answer.status_code == 200
    assert 'lang="zh-Hant-TW"' in answer.content.decode()


def test_a_strange_language_cookie_gives_the_default(client):
    client.cookies["django_language"] = "../../x"
    assert 'lang="zh-Hant-TW"' in client.get("/accounts/sign-in/").content.decode()


@pytest.mark.parametrize("language", ["../../x", "xx", ""])
def test_a_strange_language_is_not_kept(client, language):
    answer = client.post("/i18n/setlang/", {"language": language, "next": "//evil.example"})
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert "django_language" not in answer.cookies


def test_the_cookies_are_out_of_reach_of_scripts(cast):
    client = Client()
    client.get("/accounts/sign-in/")
    client.post("/accounts/sign-in/", {"username": "clerk", "password": "Correct-horse-105"})
    for name in ("session", "csrf"):
        assert client.cookies[name]["httponly"] is True
        assert client.cookies[name]["samesite"] == "Lax"


def test_a_token_of_another_browser_is_refused(cast):
    mine, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    other.get("/accounts/sign-in/")
    mine.get("/accounts/sign-in/")
    answer = mine.post(
        "/accounts/sign-in/",
        {
            "username": "clerk",
            "password": "Correct-horse-105",
            "csrfmiddlewaretoken": other.cookies["csrf"].value,
        },
    )
    assert answer.status_code == 403
