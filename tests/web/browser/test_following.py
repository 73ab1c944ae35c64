"""From the start page to who said it, and through whom."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.web.browser.looking import Looking

Look = Callable[..., Looking]
_PHONE = {"width": 360, "height": 740}
_CHAIN = "via his brother"


def test_three_clicks_lead_from_the_start_page_to_who_said_it_through_whom(look: Look, address: str) -> None:
    looking = look(address)
    page = looking.go("/")
    looking.check()
    looking.shoot("home")
    page.get_by_role("link", name="All articles").click()
    page.get_by_role("link", name="Iceland").first.click()
    card = _nested_card(page)
    expect(card).to_be_visible()
    expect(card).to_contain_text("via Kvoldpost")
    looking.check()
    card.get_by_role("link").first.click()
    looking.shoot("article")


def test_cards_and_words_lead_to_each_other_from_the_keyboard(look: Look, address: str) -> None:
    looking = look(address)
    page = _open_article(looking)
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(f"{address}/")
    there = page.evaluate("document.activeElement.id || document.activeElement.closest('[id]').id")
    assert first
    assert there != first
    page.keyboard.press("Escape")


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
    return page


def _nested_card(page: Page) -> object:
    return page.locator(".card .card", has_text=_CHAIN).first
