"""A window of a browser that is looked at: its errors, its accessibility, its picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

PASSWORD = "a long pass phrase of tests"
_SERIOUS = frozenset({"serious", "critical"})


class Looking:
    """A page of a browser; `errors` are what its console, its scripts and its policy complained of."""

    def __init__(self, page: Page, shots: Path | None) -> None:
        self.page = page
        self.errors: list[str] = []
        self._shots = shots
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))

    def go(self, path: str) -> Page:
        """Open a path of the server, which has to answer with a page."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        return self.page

    def check(self) -> None:
        """The page has one heading, nothing serious by axe, and nothing wider than the window."""
        page = self.page
        found = Axe().run(page).response["violations"]
        told = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in _SERIOUS]
        assert not told, f"{page.url}: {told}"
        assert page.locator("h1").count() == 1, page.url
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels wider than the window"

    def shoot(self, name: str, *, whole: bool = False) -> bytes:
        """Take a picture of the page, which is kept where somebody wants it."""
        picture = self.page.screenshot(full_page=whole, animations="disabled")
        if self._shots is not None:
            self._shots.mkdir(parents=True, exist_ok=True)
            (self._shots / f"{name}.png").write_bytes(picture)
        return picture

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(f"{self.page.url}: {message.text}")


Look = Callable[..., Looking]
"""Opens a window at the address of a server."""


def log_in(looking: Looking, name: str) -> None:
    """Log in as one of the users of `guarded`."""
    page = looking.page
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
