"""Signatures of what is sent to webhooks, after Standard Webhooks (standardwebhooks.com).

The signature is an HMAC-SHA256 over the message's id, the time and the body, with full stops between them, so
that none of the three can be exchanged. A receiver computes it again, compares in constant time, and refuses
a time that is more than some minutes off.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from pathlib import Path

from onrecord.errors import InputError

SECRET = "ONRECORD_WEBHOOK_SECRET"
"""The variable of the environment that holds the secret where no file does."""
_PREFIX = "whsec_"
_SHORTEST = 16
_LONGEST = 4096


def read_secret(path: str | None) -> bytes:
    """The secret in a file, or in the environment where `path` is None; it is read anew at each sending.

    A secret that begins with `whsec_` goes on in base64, as Standard Webhooks writes it; any other is taken
    as it stands, without white space around it.

    Raises:
        InputError: there is none, or one that is too short to be any use. The message never holds it.
    """
    where = path or f"the variable {SECRET}"
    if path is None:
        text = os.environ.get(SECRET, "")
    else:
        try:
            with Path(path).open(encoding="utf-8") as stream:
                text = stream.read(_LONGEST)
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: the secret cannot be read from this file") from error
    secret = _decode(text.strip(), where)
    if not secret:
        raise InputError(
            f"{where} holds no secret: alerts are not sent unsigned; set {SECRET}, or give --secret-file"
        )
    if len(secret) < _SHORTEST:
        raise InputError(f"{where}: the secret is too short: use at least {_SHORTEST} random bytes")
    return secret


def _decode(text: str, where: str) -> bytes:
    if not text.startswith(_PREFIX):
        return text.encode()
    try:
        return base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        # Without the cause, which would quote a part of the secret.
        raise InputError(f"{where}: what stands behind {_PREFIX} is not in base64") from None


def sign(secret: bytes, identity: str, timestamp: int, body: bytes) -> str:
    """The signature of a message: `v1,` and the HMAC in base64; `timestamp` are seconds since 1970."""
    content = b".".join((identity.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.new(secret, content, hashlib.sha256).digest()).decode()


def make_headers(secret: bytes, identity: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers of a message; sent again, it has the same id, so that nobody counts it twice."""
    return {
        "Content-Type": "application/json",
        "Idempotency-Key": identity,
        "webhook-id": identity,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secret, identity, timestamp, body),
    }
