"""Logging in and out, sessions, and the file of users."""

from __future__ import annotations

import html
import re
import stat
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from onrecord.errors import InputError
from onrecord.store.audit import list_entries
from onrecord.store.opening import Store
from onrecord.web.security.doors import keep_within
from onrecord.web.security.passwords import check_password, hash_password
from onrecord.web.security.sessions import LASTS, begin_session, read_session
from onrecord.web.security.users import Users
from onrecord.web.settings import Settings
from tests.web.browsing import BASE, PASSWORD, browse, log_in, make_server, take_token


@pytest.fixture
def server(empty: Store, users: Users) -> FastAPI:
    return make_server(empty, Settings(users=str(users.path)))


# Logging in


def test_logging_in_leads_back_and_logging_out_ends_it(server: FastAPI, empty: Store) -> None:
    browser = browse(server, follow_redirects=False)
    token = take_token(browser, "/login?next=/search")
    data = {"name": "ann", "password": PASSWORD, "csrf": token, "next": "/search?words=a"}
    answered = browser.post("/login", data=data)
    assert answered.headers["location"] == "/search?words=a"
    cookie = answered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    page = browser.get("/").text
    assert "ann" in page
    take_token(browser)
    assert browser.post("/thing").json() == "ann"
    kept = dict(browser.cookies)
    assert browser.post("/logout").headers["location"] == "/login"
    assert browser.get("/").status_code == 303
    browser.cookies.update(kept)
    assert browser.get("/").status_code == 303  # whoever has a copy of the cookie is out too
    with empty.reading() as connection:
        done = [(one.by, one.action, one.target) for one in list_entries(connection).entries]
    assert done == [("ann", "log out", "ann"), ("ann", "judge", "a1"), ("ann", "log in", "ann")]


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/who?name=Владимир", "/who?name=%D0%92%D0%BB%D0%B0%D0%B4%D0%B8%D0%BC%D0%B8%D1%80"),
        ("/watch/Łódź 1%3F", "/watch/%C5%81%C3%B3d%C5%BA%201%3F"),
        (f"/search?words={'Ж' * 600}", f"/search?words={'%D0%96' * 600}"),
        (f"/search?words={'Ж' * 1300}", "/"),
    ],
)
def test_logging_in_leads_back_to_names_in_any_letters(server: FastAPI, asked: str, led: str) -> None:
    browser = browse(server, follow_redirects=False)
    answered = browser.get(asked)
    assert answered.status_code == 303
    shown = browser.get(answered.headers["location"])
    assert shown.status_code == 200
    found = re.search('name="next" value="([^"]*)"', shown.text)
    assert found is not None
    assert html.unescape(found.group(1)) == led
    data = {"name": "ann", "password": PASSWORD, "csrf": take_token(browser, "/login"), "next": led}
    assert browser.post("/login", data=data).headers["location"] == led


def test_a_page_of_its_own_in_any_letters_is_led_to(server: FastAPI) -> None:
    browser = browse(server, follow_redirects=False)
    data = {"name": "ann", "password": PASSWORD, "csrf": take_token(browser, "/login"), "next": "/who?name=Ж"}
    assert browser.post("/login", data=data).headers["location"] == "/who?name=%D0%96"


def test_logging_in_leads_to_no_other_site(server: FastAPI) -> None:
    browser = browse(server, follow_redirects=False)
    token = take_token(browser, "/login?next=//evil.example")
    for where in ("//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"):
        data = {"name": "ann", "password": PASSWORD, "csrf": token, "next": where}
        assert browser.post("/login", data=data).headers["location"] == "/"
        browser.cookies.clear()
        token = take_token(browser, f"/login?next={quote(where)}")


def test_a_wrong_password_tells_nothing_more(server: FastAPI) -> None:
    browser = browse(server)
    take_token(browser, "/login")
    told = [
        browser.post("/login", data={"name": name, "password": "wrong password"})
        for name in ("ann", "nobody", "")
    ]
    assert {one.status_code for one in told} <= {401, 422}
    assert re.sub('value="[^"]*"', "", told[0].text) == re.sub('value="[^"]*"', "", told[1].text)
    assert "set-cookie" not in told[0].headers


def test_log_ins_that_fail_are_on_record(server: FastAPI, empty: Store) -> None:
    browser = browse(server)
    take_token(browser, "/login")
    for name, password in (("ann", "wrong password"), (PASSWORD, "ann"), ("nobody", PASSWORD)):
        assert browser.post("/login", data={"name": name, "password": password}).status_code == 401
    with empty.reading() as connection:
        entries = list_entries(connection).entries
    found = [(one.by, one.action, one.target, one.note) for one in entries]
    assert found == [("", "fail to log in", "", None)] * 2 + [("", "fail to log in", "ann", None)]
    editor = log_in(server)
    assert "fail to log in" in editor.get("/audit").text


def test_no_stranger_fills_the_log(empty: Store, users: Users, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.security.doors.check_password", lambda *_: False)
    monkeypatch.setattr("onrecord.web.security.doors._NOTED", (5, 600.0))
    server = make_server(empty, Settings(users=str(users.path)))
    for number in range(4):
        stranger = TestClient(
            server, base_url=BASE, client=(f"10.0.0.{number}", 4000), headers={"accept": "text/html"}
        )
        take_token(stranger, "/login")
        for _ in range(10):
            stranger.post("/login", data={"name": "ann", "password": "x"})
    with empty.reading() as connection:
        assert len(list_entries(connection).entries) == 5


def test_a_log_in_needs_the_token_of_its_page(server: FastAPI) -> None:
    browser = browse(server)
    assert browser.post("/login", data={"name": "ann", "password": PASSWORD}).status_code == 403


def test_guessing_is_slowed_down(server: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.security.doors.check_password", lambda *_: False)
    browser = browse(server)
    take_token(browser, "/login")
    codes = [browser.post("/login", data={"name": "ann", "password": "x"}).status_code for _ in range(10)]
    assert codes == [401] * 8 + [429] * 2
    assert browser.post("/login", data={"name": "bo", "password": "x"}).status_code == 401
    codes = [browser.post("/login", data={"name": f"n{n}", "password": "x"}).status_code for n in range(40)]
    assert codes[0] == 401
    assert codes[-1] == 429


def test_a_stranger_locks_nobody_out(server: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = TestClient(server, base_url=BASE, client=("10.0.0.9", 4000), headers={"accept": "text/html"})
    take_token(stranger, "/login")
    with monkeypatch.context() as patched:
        patched.setattr("onrecord.web.security.doors.check_password", lambda *_: False)
        for _ in range(250):
            stranger.post("/login", data={"name": "ann", "password": "x"})
    log_in(server, "ann")


def test_an_unknown_name_takes_as_long() -> None:
    kept = hash_password(PASSWORD)
    assert check_password(kept, PASSWORD)
    assert not check_password(kept, "other")
    assert not check_password(None, PASSWORD)
    assert not check_password("nonsense", PASSWORD)
    assert not check_password(kept, "a" * 100_000)


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ("/search?words=a", "/search?words=a"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("/\t/evil.example", "/"),
        ("/a\r\nSet-Cookie: b=c", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_led_elsewhere(where: str, kept: str) -> None:
    assert keep_within(where) == kept


# Sessions


def test_a_session_ends(users: Users) -> None:
    account = users.find("ann")
    assert account is not None
    cookie = begin_session(users, account, now=1000.0)
    read = read_session(users, cookie, now=1000.0 + LASTS - 1)
    assert read is not None
    assert read[1].name == "ann"
    assert read_session(users, cookie, now=1000.0 + LASTS) is None
    users.change_password("ann", "another password")
    assert read_session(users, cookie, now=1000.0) is None


@pytest.mark.parametrize("cookie", ["", ".", "a.b", "é.é", "W10=.00", "eyJuYW1lIjoiYW5uIn0=."])
def test_what_is_no_session_is_none(users: Users, cookie: str) -> None:
    assert read_session(users, cookie) is None


def test_a_changed_session_is_none(users: Users) -> None:
    ann, bo = users.find("ann"), users.find("bo")
    assert ann is not None
    assert bo is not None
    told, _, _ = begin_session(users, ann).rpartition(".")
    _, _, signature = begin_session(users, bo).rpartition(".")
    assert read_session(users, f"{told}.{signature}") is None


def test_another_password_ends_all_other_sessions(server: FastAPI) -> None:
    first, second = log_in(server), log_in(server)
    take_token(first)
    data = {"old": "wrong password", "new": "a new password", "again": "a new password"}
    assert "another one" in first.post("/password", data=data).text
    data["old"] = PASSWORD
    assert "differ" in first.post("/password", data={**data, "again": "x"}).text
    assert "at least" in first.post("/password", data={**data, "new": "short", "again": "short"}).text
    assert first.post("/password", data=data).status_code == 303
    assert first.get("/").status_code == 200
    assert second.get("/").status_code == 303
    assert log_in(server, password="a new password").get("/").status_code == 200


def test_a_removed_user_is_out(server: FastAPI, users: Users) -> None:
    browser = log_in(server)
    users.remove("ann")
    assert browser.get("/").status_code == 303


def test_a_secure_cookie_is_set_by_this_host_alone(empty: Store, users: Users) -> None:
    app = make_server(empty, Settings(users=str(users.path), secure=True))
    browser = TestClient(app, base_url="https://127.0.0.1:8321", headers={"accept": "text/html"})
    set_at = browser.get("/login").headers["set-cookie"]
    assert set_at.startswith("__Host-")
    assert set_at.endswith("; Secure")


# The file of users


def test_only_its_owner_reads_the_file(users: Users) -> None:
    users.change_role("bo", "editor")
    assert stat.S_IMODE(users.path.stat().st_mode) == 0o600
    users.path.chmod(0o640)
    with pytest.raises(InputError, match="chmod 600"):
        Users(users.path)


def test_a_spoiled_file_lets_nobody_in(server: FastAPI, users: Users) -> None:
    browser = log_in(server)
    users.path.write_text("{")
    assert browser.get("/").status_code == 503
    users.path.unlink()
    assert browser.get("/").status_code == 503


@pytest.mark.parametrize("name", ["", " ann", "a\nb", "a" * 101, "a\u202eb"])
def test_a_name_shows(users: Users, name: str) -> None:
    with pytest.raises(InputError, match="characters that all show"):
        users.add(name, "reader", PASSWORD)


def test_users_are_added_once_and_with_a_password(users: Users) -> None:
    with pytest.raises(InputError, match="there is a user"):
        users.add("ann", "reader", PASSWORD)
    with pytest.raises(InputError, match="at least 10"):
        users.add("cy", "reader", "short")
    with pytest.raises(InputError, match="no user"):
        users.remove("cy")
    users.add("Zoe\u0308", "reader", PASSWORD)
    assert users.find("Zo\u00eb") is not None
