"""What a site asks of programs is kept to."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

import pytest

from onrecord.errors import AddressRefused, NotFetched
from tests.ingest.web.server import Clock, Nobody, Site, make_web, reply

ALL = b"User-agent: *\nDisallow: /\n"


def test_rules_are_fetched_once_and_kept_to(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /inside\n", content_type="text/plain")
    site.page("/a", b"one")
    site.page("/inside/b", b"two")
    with make_web() as web:
        assert web.fetch(site.at("/a")).content == b"one"
        with pytest.raises(NotFetched, match=r"paper\.test asks programs not to fetch this page"):
            web.fetch(site.at("/inside/b"))
        web.fetch(site.at("/a"))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/a"]


def test_rules_for_this_program_go_before_those_for_all(site: Site) -> None:
    site.page("/robots.txt", ALL + b"\nUser-agent: onrecord\nDisallow: /x\n")
    site.page("/a", b"one")
    site.page("/x")
    with make_web() as web:
        assert web.fetch(site.at("/a")).content == b"one"
        with pytest.raises(NotFetched, match=r"robots\.txt"):
            web.fetch(site.at("/x"))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_rules_allows_everything(site: Site, status: int) -> None:
    site.page("/robots.txt", ALL, status)
    site.page("/a", b"one")
    with make_web() as web:
        assert web.fetch(site.at("/a")).content == b"one"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_rules_fail_allows_nothing(site: Site, status: int) -> None:
    site.page("/robots.txt", b"", status)
    site.page("/a", b"one")
    with make_web() as web:
        for _ in range(2):
            with pytest.raises(NotFetched, match=r"robots\.txt could not be read, so nothing is fetched"):
                web.fetch(site.at("/a"))
    assert site.paths() == []


def test_a_site_that_is_not_there_allows_nothing() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError(f"{host}:{port}")

    with make_web(resolve=resolve) as web, pytest.raises(NotFetched, match=r"could not be read, .*no host"):
        web.fetch("http://paper.test/a")


def test_rules_are_read_again_after_a_day_and_failures_sooner(site: Site) -> None:
    site.page("/robots.txt", b"", 500)
    site.page("/a", b"one")
    clock = Clock()
    with make_web(clock) as web:
        with pytest.raises(NotFetched, match="could not be read"):
            web.fetch(site.at("/a"))
        site.page("/robots.txt", b"")
        clock.now += 601
        assert web.fetch(site.at("/a")).content == b"one"
        site.page("/robots.txt", ALL)
        clock.now += 3600
        assert web.fetch(site.at("/a")).content == b"one"
        clock.now += 86_400
        with pytest.raises(NotFetched, match="asks programs"):
            web.fetch(site.at("/a"))


def test_an_address_that_is_refused_is_not_blamed_on_the_rules() -> None:
    with (
        make_web(allow_private=False, connect=Nobody()) as web,
        pytest.raises(AddressRefused, match=r"not an address of the public web; .*--allow-private"),
    ):
        web.fetch("http://paper.test/")


def test_rules_behind_a_redirect_are_followed(site: Site) -> None:
    site.page("/robots.txt", status=301, location="/rules")
    site.page("/rules", ALL)
    site.page("/a")
    with make_web() as web, pytest.raises(NotFetched, match="asks programs not to"):
        web.fetch(site.at("/a"))


def test_each_host_of_a_redirect_has_its_own_rules(site: Site) -> None:
    def rules(handler: BaseHTTPRequestHandler) -> None:
        reply(handler, ALL if handler.headers["Host"].startswith("closed") else b"")

    site.pages["/robots.txt"] = rules
    site.page("/a", status=302, location=site.at("/b", "closed.test"))
    site.page("/b", b"two")
    with make_web() as web, pytest.raises(NotFetched, match=r"closed\.test asks programs"):
        web.fetch(site.at("/a"))
    assert site.paths() == ["/a"]


def test_only_the_first_500_kib_of_rules_are_read(site: Site) -> None:
    filling = b"# nothing\n" * 51_200
    site.page("/robots.txt", b"User-agent: *\nDisallow: /a\n" + filling + b"Disallow: /b\n")
    site.page("/a")
    site.page("/b", b"two")
    with make_web() as web:
        assert web.fetch(site.at("/b")).content == b"two"
        with pytest.raises(NotFetched, match="asks programs"):
            web.fetch(site.at("/a"))


def test_the_delay_that_a_site_asks_for_is_kept(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n")
    site.page("/a", b"one")
    clock = Clock()
    with make_web(clock) as web:
        for _ in range(3):
            web.fetch(site.at("/a"))
    assert clock.slept == [1.0, 7.0, 7.0]


def test_rules_that_are_no_text_do_no_harm(site: Site) -> None:
    site.page("/robots.txt", b"\xef\xbb\xbfUser-agent: *\nDisallow: /x\n\xff\xfe\x00\n:::\n")
    site.page("/a", b"one")
    site.page("/x")
    with make_web() as web:
        assert web.fetch(site.at("/a")).content == b"one"
        with pytest.raises(NotFetched, match="asks programs"):
            web.fetch(site.at("/x"))
