"""What shows that a request which changes something comes from a page of ours.

Two things are asked of a browser: that it says the request comes from here (`Sec-Fetch-Site`, `Origin`), and
the token that our page carries, in the form's field or in a header. The token is a digest under the server's
secret of who asks and of a cookie, so that neither a token of somebody else nor a cookie that a neighbouring
host has planted is of use.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from onrecord.web.settings import Settings

FIELD = "csrf"
HEADER = "x-csrf-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data", "text/plain", ""})
"""What a form of another site can send without asking."""


def make_token(secret: bytes, name: str, cookie: str) -> str:
    """The token of a user's pages, 64 hexadecimal digits."""
    return hmac.new(secret, f"csrf\n{name}\n{cookie}".encode(), hashlib.sha256).hexdigest()


def is_from_elsewhere(request: Request, settings: Settings) -> bool:
    """Whether the browser says that another site is behind a request.

    A proxy may ask under another name than the browser did: one of those that the settings give.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    if origin is None:
        return False
    try:
        told = urlsplit(origin)
    except ValueError:
        return True
    schemes = ("https",) if settings.secure else ("http", "https")
    is_ours = told.netloc.lower() == request.headers.get("host", "").lower() or (
        told.hostname is not None and told.hostname in {one.lower() for one in settings.host_names}
    )
    return told.scheme not in schemes or not is_ours


def is_form(request: Request) -> bool:
    """Whether the body is of a kind that any page on the web can send."""
    return media_type(request) in _FORMS


def media_type(request: Request) -> str:
    """The type of the body, in lower case and without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def has_token(request: Request, token: str) -> bool:
    """Whether the header carries the token."""
    return hmac.compare_digest(request.headers.get(HEADER, "").encode(), token.encode())


async def check_form(request: Request) -> AsyncIterator[None]:
    """A dependency of all endpoints: the token in the form, where the gate left that to be seen.

    Raises:
        HTTPException: there is none, or another one.
    """
    if not getattr(request.state, "is_token_due", False):
        yield
        return
    if media_type(request) not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise HTTPException(403, NO_TOKEN)
    async with request.form() as form:
        given = form.get(FIELD)
        if not isinstance(given, str) or not hmac.compare_digest(given.encode(), request.state.csrf.encode()):
            raise HTTPException(403, NO_TOKEN)
        yield


NO_TOKEN = (
    "the request does not show that it comes from a page of this server: load the page again; a program "
    "sends its token in the header Authorization, or, where there are no accounts, a body "
    "that is no form, such as JSON"
)
