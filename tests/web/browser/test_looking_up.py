"""Search, people, stories and disagreements, as they are looked at."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.browser.looking import Looking

Look = Callable[..., Looking]
_PAGES = (
    "/",
    "/search?words=bridge",
    "/stories",
    "/disagreements",
    "/quotations",
    "/watch",
    "/review",
    "/read",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_each_page_can_be_used_by_all(look: Look, address: str, width: int, scheme: str) -> None:
    looking = look(address, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in (*_PAGES, "/doubts", "/about-api"):
        looking.go(path)
        looking.check()
        looking.shoot(f"all{path.partition('?')[0].replace('/', '-')}-{width}-{scheme}")


def test_search_is_narrowed_down(look: Look, address: str) -> None:
    looking = look(address)
    page = looking.go("/search?kind=statements")
    before = page.locator(".hit").count()
    page.get_by_role("link", name=re.compile("^direct")).first.click()
    expect(page).to_have_url(re.compile("[?&]form=direct"))
    assert 0 < page.locator(".hit").count() <= before
    for flag in page.locator(".hit .flag", has_text="indirect").all():
        expect(flag).not_to_be_visible()
    looking.check()
    looking.shoot("search")


def test_a_dossier_leads_to_the_timeline_and_the_network(look: Look, address: str) -> None:
    looking = look(address)
    page = looking.go("/")
    page.get_by_label("Or look up").fill("Iceland")
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Iceland")
    looking.check()
    looking.shoot("dossier", whole=True)
    page.get_by_role("link", name="Timeline").first.click()
    expect(page.locator("svg").first).to_be_visible()
    looking.check()
    looking.shoot("timeline")
    page.go_back()
    page.get_by_role("link", name="Network").first.click()
    expect(page.locator("canvas").first).to_be_visible()
    looking.check()
    looking.shoot("network")


def test_a_story_shows_where_its_outlets_disagree(look: Look, address: str) -> None:
    looking = look(address)
    page = looking.go("/stories")
    page.locator("main .hit a").first.click()
    looking.check()
    looking.shoot("story", whole=True)
    looking.go("/disagreements")
    page.locator("main a[href^='/claims/']").first.click()
    expect(page.locator("table").first).to_be_visible()
    looking.check()
    looking.shoot("claim", whole=True)
