"""From the start page to who said it, and through whom."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.web.browser.looking import Look, Looking

_PHONE = {"width": 360, "height": 740}
_CHAIN = "via his brother"


def test_three_clicks_lead_from_the_start_page_to_who_said_it_through_whom(look: Look, address: str) -> None:
    looking = look(address)
    page = looking.go("/")
    looking.check()
    looking.shoot("home")
    page.get_by_role("button", name="Read the example article").click()
    words = page.locator("#text a", has_text="they took the wrong").first
    words.click(timeout=60_000)
    card = _nested_card(page)
    expect(card).to_be_in_viewport()
    expect(card).to_contain_text("via Kvoldpost")
    looking.check()
    looking.shoot("example")


def test_an_article_is_found_and_read(look: Look, address: str) -> None:
    looking = look(address)
    page = _open_article(looking)
    expect(_nested_card(page)).to_contain_text("via Kvoldpost")
    looking.check()
    looking.shoot("article")
    page.locator(".card a[href^='/items/']").first.click()
    expect(page).to_have_url(re.compile("/items/"))
    looking.check()
    looking.shoot("item")


def test_cards_and_words_lead_to_each_other_from_the_keyboard(look: Look, address: str) -> None:
    looking = look(address)
    page = _open_article(looking)
    page.keyboard.press("j")
    first = page.locator(":focus")
    expect(first).to_have_class(re.compile("card"))
    card = first.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.locator("#text :focus")).to_have_attribute("href", f"#{card}")
    expect(page.locator(f"#{card}")).to_have_class(re.compile("lit"))
    page.keyboard.press("Escape")
    expect(page.locator(":focus")).to_have_id(str(card))


def test_an_article_reads_on_a_phone_in_the_dark(look: Look, address: str) -> None:
    looking = look(address, viewport=_PHONE, color_scheme="dark", is_mobile=True, has_touch=True)
    _open_article(looking)
    looking.check()
    looking.shoot("article-phone-dark")


def test_an_article_reads_without_scripts(look: Look, address: str) -> None:
    looking = look(address, java_script_enabled=False)
    page = _open_article(looking)
    expect(_nested_card(page)).to_contain_text("via Kvoldpost")


def _open_article(looking: Looking) -> Page:
    page = looking.go("/search?kind=articles")
    page.get_by_role("link", name="Iceland").first.click()
    page.wait_for_url("**/articles/*")
    return page


def _nested_card(page: Page) -> Locator:
    return page.locator(".card .card", has_text=_CHAIN).first
