"""New articles compared with the others, and watched for, behind the answer that says they are kept."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from fastapi import Request

from onrecord.store.opening import Store
from onrecord.upkeep import bring_up_to_date
from onrecord.watch.matching import match_waiting
from onrecord.web.errands import Errands
from onrecord.web.pages import store_of

_making = threading.Lock()


def catch_up_later(request: Request) -> Future[None]:
    """Have what is derived brought up to date, and lists matched with the articles that they wait for."""
    state, store = request.app.state, store_of(request)
    with _making:
        if not hasattr(state, "comparing"):
            state.comparing = Errands("onrecord-comparing")
    errands: Errands = state.comparing
    return errands.send(lambda: _catch_up(store))


def _catch_up(store: Store) -> None:
    if bring_up_to_date(store):
        for _ in match_waiting(store):
            pass
