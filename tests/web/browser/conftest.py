"""A server of its own process over invented articles, and a Chromium that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.web.browser.looking import Looking

NEEDED = "ONRECORD_NEEDS_CHROMIUM"
"""Set to 1, as CI does, a missing Chromium is a failure; else the tests that want one are skipped."""
SHOTS = "ONRECORD_SHOTS"
"""A folder that screenshots are kept in; without it they are made and thrown away."""
_PASSWORD = "a long pass phrase of tests"
_PATIENCE = 60.0


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Chromium as the system has it; its loop of events must be gone before other tests run theirs."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        reason = "no Chromium is installed (Debian: apt install chromium)"
        if os.environ.get(NEEDED) == "1":
            pytest.fail(f"{reason}, and {NEEDED} is set")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server without accounts, over a copy of the store."""
    with serve(copy_store(filled, tmp_path_factory.mktemp("open"))) as url:
        yield url


@pytest.fixture(scope="session")
def guarded(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with an editor, "ann", and a reader, "bo"."""
    folder = tmp_path_factory.mktemp("guarded")
    users = folder / "users.json"
    for name, role in (("ann", "editor"), ("bo", "reader")):
        _run("user", "add", name, "--role", role, "--users", str(users), given=f"{_PASSWORD}\n{_PASSWORD}\n")
    with serve(copy_store(filled, folder), "--users", str(users)) as url:
        yield url


@pytest.fixture
def look(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Looking]]:
    """Opens a window, which must show no error in the end; takes Playwright's options of a context."""
    contexts: list[tuple[BrowserContext, Looking]] = []
    shots = Path(os.environ[SHOTS]) if os.environ.get(SHOTS) else None

    def open_window(base: str, **options: object) -> Looking:
        context = chromium.new_context(base_url=base, **options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        looking = Looking(context.new_page(), shots, str(request.node.name))
        contexts.append((context, looking))
        return looking

    yield open_window
    for context, looking in contexts:
        context.close()
        assert not looking.errors


@contextmanager
def serve(store: Path, *options: str) -> Iterator[str]:
    """The address of `onrecord serve` over a store, as long as the context is open."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "onrecord", "serve", "--store", str(store), "--port", str(port)]
    log = (store.parent / "server.log").open("wb")
    with log, subprocess.Popen([*command, *options], stdout=log, stderr=subprocess.STDOUT) as server:
        try:
            _await(f"http://127.0.0.1:{port}/static/site.css", server, store.parent / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def copy_store(store: Path, folder: Path) -> Path:
    """A copy of a store that nobody writes to."""
    return Path(shutil.copy(store, folder / "news.db"))


def log_in(looking: Looking, name: str) -> None:
    """Log in as one of the users of `guarded`."""
    page = looking.page
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(_PASSWORD)
    page.get_by_role("button", name="Log in").click()


def _await(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server did not start: {log.read_text(errors='replace')}")


def _run(*arguments: str, given: str | None = None) -> None:
    command = [sys.executable, "-m", "onrecord", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
