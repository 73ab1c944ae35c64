"""Why there was no answer, in words."""

from __future__ import annotations

import ssl

import httpcore
import httpx

from onrecord.errors import NotFetched

TRANSPORT_ERRORS = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)
_LONGEST_REASON = 200


def is_final(error: Exception) -> bool:
    """Whether asking again is in vain: a certificate does not get better within seconds."""
    return _find_tls(error) is not None


def explain_failure(url: httpx.URL, error: Exception) -> NotFetched:
    """What to tell of one of `TRANSPORT_ERRORS`."""
    reason = str(error)[:_LONGEST_REASON]
    if failure := _find_tls(error):
        told = getattr(failure, "verify_message", "") or failure.reason or "TLS failed"
        return NotFetched(f"{url}: no secure connection to {url.host} could be made: {told}")
    if isinstance(error, httpcore.TimeoutException):
        return NotFetched(f"{url}: {url.host} does not answer in time; try again later")
    if isinstance(error, httpcore.ProtocolError):
        return NotFetched(f"{url}: {url.host} does not answer as the web does ({reason}); try again later")
    return NotFetched(f"{url}: {url.host} cannot be reached ({reason or 'the connection broke'})")


def _find_tls(error: BaseException | None) -> ssl.SSLError | None:
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error
