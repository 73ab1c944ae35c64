"""Who may do what: logging in, sessions, tokens, proxies, and what a browser has to show."""

from __future__ import annotations

import html
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import Depends, FastAPI, Form, Request
from starlette.testclient import TestClient

from onrecord.errors import InputError
from onrecord.store.audit import list_entries
from onrecord.store.opening import Store, open_store
from onrecord.web.app import make_app
from onrecord.web.security.doors import keep_within
from onrecord.web.security.gate import is_host_known
from onrecord.web.security.guards import User, audit, require_editor
from onrecord.web.security.passwords import check_password, hash_password
from onrecord.web.security.rates import Rates
from onrecord.web.security.sessions import LASTS, begin_session, read_session
from onrecord.web.security.users import Users
from onrecord.web.settings import Settings
from tests.web.browsing import BASE, browse, call, take_token

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def kept_users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of two users, made once, since that takes a while."""
    path = tmp_path_factory.mktemp("users") / "users.json"
    users = Users(path)
    users.add("ann", "editor", PASSWORD)
    users.add("bo", "reader", PASSWORD)
    return path


@pytest.fixture
def users(kept_users: Path, tmp_path: Path) -> Users:
    path = tmp_path / "users.json"
    path.touch(0o600)
    path.write_bytes(kept_users.read_bytes())
    return Users(path)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.db", create=True) as store:
        yield store


def make_server(store: Store, settings: Settings | None = None) -> FastAPI:
    """The pages, and one that only editors may use."""
    app = make_app(store, settings)

    @app.post("/thing")
    def change(request: Request, user: User = Depends(require_editor)) -> str:  # noqa: B008
        audit(request, "judge", "a1", "b2")
        return user.name

    @app.post("/worded")
    def take(words: str = Form()) -> str:
        return words

    return app


@pytest.fixture
def local(empty: Store) -> FastAPI:
    return make_server(empty)


@pytest.fixture
def server(empty: Store, users: Users) -> FastAPI:
    return make_server(empty, Settings(users=str(users.path)))


def log_in(app: FastAPI, name: str = "ann", password: str = PASSWORD) -> TestClient:
    browser = browse(app, follow_redirects=False)
    token = take_token(browser, "/login")
    answered = browser.post("/login", data={"name": name, "password": password, "csrf": token})
    assert answered.status_code == 303, answered.text
    return browser


# What a browser has to show


def test_a_page_of_another_site_changes_nothing(local: FastAPI) -> None:
    browser = browse(local)
    token = take_token(browser)
    assert browser.post("/thing").status_code == 200
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://[bad"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        assert browser.post("/thing", headers=headers).status_code == 403, headers
    assert (
        browser.post("/thing", headers={"origin": BASE, "sec-fetch-site": "same-origin"}).status_code == 200
    )
    assert re.fullmatch("[0-9a-f]{64}", token)


@pytest.mark.parametrize("path", ["/thing", "/worded"])
def test_a_form_carries_the_token_of_the_page(local: FastAPI, path: str) -> None:
    browser = browse(local)
    token = take_token(browser)
    del browser.headers["x-csrf-token"]
    for data in ({"csrf": token, "words": "a"}, {"csrf": token, "words": "é"}):
        assert browser.post(path, data=data).status_code == 200
        assert browser.post(path, data=data, files={"file": b"1"}).status_code == 200
    for data in ({"words": "a"}, {"words": "a", "csrf": "é"}, {"words": "a", "csrf": token[:-1]}):
        assert browser.post(path, data=data).status_code == 403
        assert browser.post(path, data=data, files={"file": b"1"}).status_code == 403


def test_the_token_of_another_browser_is_of_no_use(local: FastAPI) -> None:
    token = take_token(browse(local))
    other = browse(local)
    other.get("/")
    assert other.post("/thing", data={"csrf": token}).status_code == 403


def test_a_program_without_accounts_sends_no_form(local: FastAPI) -> None:
    program = call(local)
    assert program.post("/thing", json={}).status_code == 200
    assert program.post("/thing").status_code == 403
    assert program.post("/thing", content=b"{}", headers={"content-type": "text/plain"}).status_code == 403
    assert program.post("/thing", data={"a": "b"}).status_code == 403
    assert program.post("/thing", json={}, headers={"origin": "https://evil.example"}).status_code == 403


def test_a_program_that_only_asks_may_send_a_form(local: FastAPI) -> None:
    program = call(local)
    assert program.post("/reconcile", data={"queries": "{}"}).status_code == 200
    evil = {"origin": "https://evil.example"}
    assert program.post("/reconcile", data={"queries": "{}"}, headers=evil).status_code == 403
    text = {"content-type": "text/plain"}
    assert program.post("/read.jsonl", content=b"", headers=text).status_code != 403
    assert program.post("/read.jsonl", content=b"", headers={**text, **evil}).status_code == 403


@pytest.mark.parametrize(
    ("host", "bound", "is_known"),
    [
        ("localhost:8321", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", True),
        ("[::1]:8321", "::1", True),
        ("127.0.0.1:9000", "localhost", True),
        ("evil.example:8321", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("localhost.", "127.0.0.1", False),
        ("192.168.1.7:8321", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("192.168.1.7:8321", "0.0.0.0", True),
        ("[fe80::1]", "::", True),
        ("news.example", "0.0.0.0", True),
        ("evil.example", "0.0.0.0", False),
        ("localhost", "0.0.0.0", False),
    ],
)
def test_only_a_name_of_its_own_is_answered(host: str, bound: str, is_known: bool) -> None:
    assert is_host_known(host, Settings(host=bound, host_names=("News.example",))) is is_known


def test_a_name_that_was_made_to_lead_here_reads_nothing(local: FastAPI) -> None:
    answered = call(local).get("/api", headers={"host": "evil.example:8321"})
    assert answered.status_code == 421
    assert "--host-name" in answered.json()["detail"]


def test_a_browser_behind_a_proxy_says_the_proxys_name(empty: Store) -> None:
    app = make_server(empty, Settings(host_names=("news.example",), secure=True))
    program = call(app)
    for origin, status in (
        ("https://news.example", 200),
        ("http://news.example", 403),
        ("https://evil.example", 403),
    ):
        assert program.post("/thing", json={}, headers={"origin": origin}).status_code == status


# Logging in


def test_nothing_is_seen_without_logging_in(server: FastAPI, empty: Store) -> None:
    twins = set(call(make_server(empty)).get("/api/openapi.json").json()["paths"])
    paths = twins | {path.removeprefix("/api") or "/" for path in twins}
    paths = paths | {"/password", "/logout", "/nowhere", "/api/openapi.json"}
    assert len(paths) > 10
    for path in sorted(paths):
        filled = re.sub(r"{[^}]*}", "x", path)
        assert call(server).get(filled).status_code == 401, path
        assert call(server).post(filled, json={}).status_code == 401, path
    browser = browse(server, follow_redirects=False)
    answered = browser.get("/search?words=a&page=2")
    assert answered.status_code == 303
    assert answered.headers["location"] == "/login?next=%2Fsearch%3Fwords%3Da%26page%3D2"
    assert browser.get("/static/site.css").status_code == 200
    assert browser.get("/login/../search").status_code in (303, 401)


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


# Roles


def test_a_reader_only_reads(server: FastAPI) -> None:
    browser = log_in(server, "bo")
    take_token(browser)
    assert browser.get("/").status_code == 200
    answered = browser.post("/thing")
    assert answered.status_code == 403
    assert "editors" in answered.text
    assert browser.get("/audit").status_code == 403
    assert "/audit" not in browser.get("/").text


def test_a_program_sends_its_token(server: FastAPI, users: Users) -> None:
    bearer = users.make_token("ann")
    program = call(server)
    program.headers["authorization"] = f"Bearer {bearer}"
    assert program.get("/api").status_code == 200
    assert program.post("/thing").json() == "ann"
    program.headers["authorization"] = f"Bearer {bearer[:-1]}"
    assert program.get("/api").status_code == 401
    program.headers["authorization"] = f"Bearer {bearer}"
    assert users.drop_tokens("ann") == 1
    assert program.get("/api").status_code == 401
    assert bearer not in users.path.read_text()


# A proxy


def test_a_proxy_is_believed_of_its_own_address_alone(empty: Store, users: Users) -> None:
    settings = Settings(users=str(users.path), proxy_header="X-Remote-User", proxy_addresses=("10.0.0.9",))
    app = make_server(empty, settings)
    through = TestClient(app, base_url=BASE, client=("10.0.0.9", 4000))
    beside = TestClient(app, base_url=BASE, client=("10.0.0.8", 4000))
    assert beside.get("/api", headers={"x-remote-user": "ann"}).status_code == 401
    assert through.get("/api").status_code == 401
    assert through.get("/audit", headers={"x-remote-user": "ann"}).status_code == 200
    assert through.get("/audit", headers={"x-remote-user": "bo"}).status_code == 403
    assert through.get("/", headers={"x-remote-user": "somebody"}).status_code == 200
    assert through.get("/audit", headers={"x-remote-user": "somebody"}).status_code == 403
    twice = [("x-remote-user", "bo"), ("x-remote-user", "ann")]
    assert through.get("/api", headers=twice).status_code == 401


def test_what_a_proxys_user_changes_needs_the_token(empty: Store, users: Users) -> None:
    settings = Settings(users=str(users.path), proxy_header="X-Remote-User", proxy_addresses=("10.0.0.9",))
    app = make_server(empty, settings)
    named = {"accept": "text/html", "x-remote-user": "ann"}
    browser = TestClient(app, base_url=BASE, client=("10.0.0.9", 4000), headers=named)
    assert browser.post("/thing", json={}).status_code == 403
    take_token(browser)
    assert browser.post("/thing", json={}).status_code == 200


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


def test_times_come_back() -> None:
    rates = Rates(2, 10)
    assert [rates.take("a", now=0.0), rates.take("a", now=0.0), rates.take("b", now=0.0)] == [0, 0, 0]
    assert rates.take("a", now=0.0) == 5
    assert rates.take("a", now=4.0) == 1
    assert rates.take("a", now=5.0) == 0
    assert rates.take("a", now=5.0) == 5


# The log


def test_the_log_is_paged(local: FastAPI) -> None:
    program = call(local)
    for _ in range(5):
        program.post("/thing", json={})
    shown = program.get("/api/audit?limit=2").json()
    entry = shown["entries"][0]
    assert (entry["by"], entry["action"], entry["target"], entry["note"]) == ("local", "judge", "a1", "b2")
    seen = len(shown["entries"])
    while shown["after"] is not None:
        shown = program.get(f"/api/audit?limit=2&after={shown['after']}").json()
        seen += len(shown["entries"])
    assert seen == 5
    assert "Earlier" in browse(local).get("/audit?limit=2").text
