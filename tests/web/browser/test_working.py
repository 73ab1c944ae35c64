"""What people do on the pages: hand an article in, judge, watch, log in."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.web.browser.looking import Look, log_in

_TEXT = (
    "MOSS (Meridian Wire) - Ann Lee, the mayor of Moss, resigned on Monday. "
    "“I have nothing to hide,” she told the Moss Courier. According to the Courier, her deputy said that "
    "she had been asked to go."
)


def test_an_article_is_pasted_read_and_kept(look: Look, address: str) -> None:
    looking = look(address)
    page = looking.go("/read")
    page.get_by_label("Paste its text").fill(_TEXT)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#text")).to_contain_text("nothing to hide", timeout=60_000)
    looking.check()
    looking.shoot("read")
    page.get_by_role("button", name=re.compile("keep", re.IGNORECASE)).first.click()
    expect(page).to_have_url(re.compile("/articles/"))
    looking.go("/search?words=hide")
    expect(page.locator(".hit").first).to_contain_text("Ann Lee")


def test_pairs_are_judged_from_the_keyboard(look: Look, address: str) -> None:
    looking = look(address)
    page = looking.go("/review")
    looking.check()
    looking.shoot("review")
    pair = page.locator("main").inner_text()
    page.keyboard.press("d")
    expect(page.locator("main")).not_to_contain_text(pair)
    expect(page.locator(".undo")).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator("main")).to_contain_text("This pair once more")
    expect(page.locator(".undo")).to_have_count(0)
    looking.check()


def test_who_is_not_logged_in_is_asked_to(look: Look, guarded: str) -> None:
    looking = look(guarded)
    page = looking.page
    page.goto("/stories")
    expect(page).to_have_url(re.compile("/login"))
    looking.check()
    looking.shoot("login")
    log_in(looking, "ann")
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    looking.go("/audit")
    expect(page.locator("main")).to_contain_text("ann")
    looking.check()
    page.get_by_role("button", name="Log out").click()
    page.goto("/stories")
    expect(page).to_have_url(re.compile("/login"))
