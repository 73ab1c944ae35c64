"""A server of its own process over invented articles, and a Chromium that looks at it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright")
pytest.importorskip("axe_playwright_python")

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.web.browser.looking import PASSWORD, Looking
from tests.web.servers import serving

NEEDED = "ONRECORD_NEEDS_CHROMIUM"
"""Set to 1, as CI does, a missing Chromium is a failure; else the tests that want one are skipped."""
SHOTS = "ONRECORD_SHOTS"
"""A folder that screenshots are kept in; without it they are made and thrown away."""

QUOTED = {
    "2024-05-02": "Ida Holm, the mayor of Moss, said: “We will rebuild the pier and pay for it ourselves.”",
    "2024-05-03": "“We will rebuild the pier,” Ida Holm, the mayor of Moss, said on Thursday.",
}
"""Two articles that quote the same words, by their dates."""


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


@pytest.fixture(scope="package")
def address(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server without accounts, over a copy of the store."""
    folder = copy_store(filled, tmp_path_factory.mktemp("open"))
    lines = (json.dumps({"text": text, "published": day}) for day, text in QUOTED.items())
    run(folder, "add", "-", "--store", "news.db", given="\n".join(lines))
    with serving(folder, "--store", "news.db") as (_, url):
        yield url


@pytest.fixture(scope="package")
def guarded(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with an editor, "ann", and a reader, "bo"."""
    folder = copy_store(filled, tmp_path_factory.mktemp("guarded"))
    for name, role in (("ann", "editor"), ("bo", "reader")):
        run(folder, "user", "add", name, "--role", role, "--users", "users.json", given=f"{PASSWORD}\n")
    with serving(folder, "--store", "news.db", "--users", "users.json") as (_, url):
        yield url


@pytest.fixture
def look(chromium: Browser) -> Iterator[Callable[..., Looking]]:
    """Opens a window, which must show no error in the end; takes Playwright's options of a context."""
    windows: list[tuple[BrowserContext, Looking]] = []
    shots = Path(os.environ[SHOTS]) if os.environ.get(SHOTS) else None

    def open_window(base: str, **options: object) -> Looking:
        context = chromium.new_context(base_url=base, **options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        windows.append((context, Looking(context.new_page(), shots)))
        return windows[-1][1]

    yield open_window
    for context, looking in windows:
        context.close()
        assert not looking.errors


def copy_store(store: Path, folder: Path) -> Path:
    """A folder with a copy of a store that nobody writes to."""
    shutil.copy(store, folder / "news.db")
    return folder


def run(folder: Path, *arguments: str, given: str) -> None:
    """Run a command in a folder, with what it is given on standard input."""
    command = [sys.executable, "-m", "onrecord", *arguments]
    subprocess.run(command, cwd=folder, input=given, text=True, timeout=120, check=True, capture_output=True)
