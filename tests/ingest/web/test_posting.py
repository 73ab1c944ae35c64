"""Messages are posted to checked addresses only."""

from __future__ import annotations

import pytest

from onrecord.errors import AddressRefused, NotFetched
from onrecord.ingest.web.posting import Posted, Poster, check_address
from tests.ingest.web.server import Nobody
from tests.watch.receiver import receive


def test_a_message_arrives_with_its_body_and_headers() -> None:
    with receive() as receiver, Poster(allow_private=True) as poster:
        assert poster.post(receiver.url, b'{"a": 1}', {"webhook-id": "a1"}) == Posted(204)
        [(headers, body)] = receiver.got
    assert body == b'{"a": 1}'
    assert (headers["webhook-id"], headers["host"]) == ("a1", f"127.0.0.1:{receiver.port}")
    assert headers["user-agent"].startswith("onrecord/")


def test_two_messages_to_one_host_do_not_wait_for_each_other() -> None:
    with receive() as receiver, Poster(allow_private=True, timeout=5) as poster:
        for _ in range(20):
            poster.post(receiver.url, b"{}", {})
    assert len(receiver.got) == 20


def test_statuses_are_given_and_redirects_not_followed() -> None:
    with receive() as receiver, Poster(allow_private=True) as poster:
        receiver.answers = [(503, {"Retry-After": "12"}), (302, {"Location": receiver.url})]
        assert poster.post(receiver.url, b"{}", {}) == Posted(503, 12.0)
        assert poster.post(receiver.url, b"{}", {}) == Posted(302)
    assert len(receiver.got) == 2


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/",
        "ftp://desk.example/",
        "https://user:word@desk.example/",
        "http://desk.example:22/",
    ],
)
def test_addresses_that_are_not_public_are_never_connected_to(url: str) -> None:
    with Poster(connect=Nobody()) as poster, pytest.raises(AddressRefused):
        poster.post(url, b"{}", {})


def test_a_name_that_leads_into_a_private_network() -> None:
    with (
        Poster(connect=Nobody(), resolve=lambda *_: ["93.184.216.34", "192.168.0.1"]) as poster,
        pytest.raises(AddressRefused),
    ):
        poster.post("https://desk.example/", b"{}", {})


def test_metadata_services_are_refused_whatever_is_allowed() -> None:
    with Poster(allow_private=True, connect=Nobody()) as poster, pytest.raises(AddressRefused):
        poster.post("http://169.254.169.254/", b"{}", {})


def test_nobody_answers() -> None:
    with receive() as gone:
        url = gone.url
    with Poster(allow_private=True) as poster, pytest.raises(NotFetched, match="cannot be reached"):
        poster.post(url, b"{}", {})


def test_an_address_is_checked_without_connecting() -> None:
    assert check_address("https://Desk.example/a#b", allow_private=False) == "https://desk.example/a"
    with pytest.raises(AddressRefused):
        check_address("https://desk.example:8000/", allow_private=False)
