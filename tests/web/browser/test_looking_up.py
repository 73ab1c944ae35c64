"""Search, people, stories and disagreements, as they are looked at."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.web.browser.looking import Look

_LISTS = "/ /search?words=bridge /stories /disagreements /quotations /watch /review /read"
_BESIDE = "/doubts /about-api /audit"
_NAMED = "/who?name=Iceland /who?name=Iceland&on=2019-03-14 /timeline?name=Iceland /network?name=Iceland"


@pytest.fixture(scope="module")
def everything(address: str) -> tuple[str, ...]:
    """An address of each page."""
    with httpx.Client(base_url=address, timeout=30) as asking:
        home = asking.get("/api").json()
        statement = asking.get("/api/search?kind=statements").json()["page"]["hits"][0]["id"]
        quotation = asking.get("/api/quotations").json()["quotations"][0]["id"]
        who = asking.get("/api/who?name=Iceland").json()["whom"]["identity"]["id"]
    article, story = home["articles"][0]["id"], home["stories"][0]["id"]
    claim = next(one["claim"] for one in home["contrasts"] if one["claim"])
    single = (f"/articles/{article}", f"/items/{article}", f"/items/{statement}", f"/claims/{claim}")
    several = (f"/stories/{story}", f"/quotations/{quotation}", f"/identities/{who}")
    return (*_LISTS.split(), *_BESIDE.split(), *_NAMED.split(), *single, *several)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_each_page_can_be_used_by_all(
    look: Look, address: str, everything: tuple[str, ...], width: int, scheme: str
) -> None:
    looking = look(address, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in everything:
        looking.go(path)
        looking.check()
        looking.shoot(f"all{re.sub('[/?].*', '', path[1:]) or '-home'}-{width}-{scheme}")


def test_each_page_reads_without_scripts(look: Look, address: str, everything: tuple[str, ...]) -> None:
    looking = look(address, java_script_enabled=False)
    for path in everything:
        page = looking.go(path)
        assert page.locator("main h1").inner_text(), path


def test_search_is_narrowed_down(look: Look, address: str) -> None:
    looking = look(address)
    page = looking.go("/search?kind=statements&limit=200")
    form = page.locator("li", has=page.get_by_role("link", name=re.compile("^direct")))
    number = int(form.locator("small").inner_text())
    assert number < page.locator(".hit").count()
    form.get_by_role("link").click()
    expect(page).to_have_url(re.compile("[?&]form=direct"))
    expect(page.locator(".hit")).to_have_count(number)
    looking.check()
    looking.shoot("search")


def test_a_dossier_leads_to_the_timeline_and_the_network(look: Look, address: str) -> None:
    looking = look(address)
    page = looking.go("/")
    page.get_by_label("Or look up").fill("Iceland")
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Iceland")
    looking.check()
    looking.shoot("dossier")
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
