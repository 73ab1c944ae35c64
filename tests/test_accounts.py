"""`onrecord user`: users come, change and go, and no page is loaded for it."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.store.opening import open_store
from onrecord.web.app import make_app
from tests.web.browsing import PASSWORD


def ask(*arguments: str, given: str | None = None) -> str:
    """What a command prints."""
    result = CliRunner().invoke(app, list(arguments), input=given)
    assert result.exit_code == 0, result.output
    return result.output


def test_users_come_change_and_go(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    file = ("--users", str(path))
    assert "ann may log in as editor" in ask("user", "add", "ann", "--role", "editor", *file, given=PASSWORD)
    ask("user", "add", "bo", *file, given=f"{PASSWORD}\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert PASSWORD not in path.read_text()
    told = ask("user", "token", "bo", *file)
    assert told.splitlines()[0].startswith("onrecord_")
    ask("user", "change", "bo", "--role", "editor", *file)
    assert json.loads(ask("user", "list", "--json", *file)) == [
        {"name": "ann", "role": "editor", "tokens": 0},
        {"name": "bo", "role": "editor", "tokens": 1},
    ]
    before = path.read_text()
    ask("user", "change", "bo", "--password", *file, given="another password")
    assert path.read_text() != before
    assert "1 tokens" in ask("user", "token", "bo", "--drop", *file)
    ask("user", "remove", "bo", *file)
    assert "bo" not in ask("user", "list", *file).split()


def test_nobody_is_promised_pages_that_are_not_there(tmp_path: Path) -> None:
    told = ask("user", "add", "--help") + ask("user", "--help") + ask("serve", "--help")
    with open_store(tmp_path / "store.db", create=True) as store:
        described = make_app(store).openapi()["paths"]
    told += described["/api/audit"]["get"]["description"]
    for word in ("delet", "eras", "correct"):
        assert not any(word in path for path in described)
        assert word not in told.lower()


def test_users_are_listed_without_the_pages(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    ask("user", "add", "ann", "--users", str(path), given=PASSWORD)
    script = (
        "import sys\nfrom onrecord.cli import main\n"
        f"code = main(['user', 'list', '--users', {str(path)!r}])\n"
        "print(*({'fastapi', 'starlette', 'uvicorn', 'jinja2', 'sqlalchemy'} & set(sys.modules)))\n"
        "sys.exit(code)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told == "user\trole\ttokens\nann\treader\t0\n\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "ann"), "at least 10"),
        (("remove", "ann"), "no user 'ann'"),
        (("token", "ann"), "no user 'ann'"),
        (("change", "ann"), "say what to change"),
        (("list",), "no file of users"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    result = CliRunner().invoke(
        app, ["user", *arguments, "--users", str(tmp_path / "users.json")], input="short"
    )
    assert result.exit_code == 2
    assert told in result.output
