"""Signatures after Standard Webhooks, and secrets that are read and never told."""

from __future__ import annotations

import base64
import hashlib
import hmac
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.watch.signing import SECRET, make_headers, read_secret, sign

_RAW = b"0123456789abcdef0123456789abcdef"


def test_the_example_of_the_standard() -> None:
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signature = sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_signature_covers_id_time_and_body() -> None:
    expected = hmac.new(_RAW, b"a1.5.{}", hashlib.sha256).digest()
    headers = make_headers(_RAW, "a1", 5, b"{}")
    assert headers["webhook-signature"] == "v1," + base64.b64encode(expected).decode()
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("a1", "5")
    assert headers["Idempotency-Key"] == "a1"
    assert len({sign(_RAW, *given) for given in (("a1", 5, b"{}"), ("a2", 5, b"{}"), ("a1", 6, b"{}"))}) == 3


def test_secrets_of_both_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "key"
    path.write_text(f"whsec_{base64.b64encode(_RAW).decode()}\n")
    assert read_secret(str(path)) == _RAW
    monkeypatch.setenv(SECRET, _RAW.decode())
    assert read_secret(None) == _RAW


@pytest.mark.parametrize("text", ["", "tiny-words", "whsec_not base64 at all!", "whsec_AAAA"])
def test_bad_secrets_are_refused_and_not_told(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key"
    path.write_text(text)
    monkeypatch.setenv(SECRET, text)
    for where in (str(path), None):
        with pytest.raises(InputError) as caught:
            read_secret(where)
        assert not text or text.removeprefix("whsec_") not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_secret(str(tmp_path / "none"))
