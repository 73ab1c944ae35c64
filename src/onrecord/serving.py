"""What `onrecord serve` does."""

from __future__ import annotations

import errno
import gc
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import InputError
from onrecord.interrupts import ending_on_signals
from onrecord.store.opening import DEFAULT as DEFAULT_STORE
from onrecord.store.opening import Store, open_store
from onrecord.telling import ALL_DONE, print_text, say
from onrecord.web.security.gate import is_loopback, is_loopback_name
from onrecord.web.security.users import Users
from onrecord.web.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

_MOST_CONNECTIONS = 400
_READERS = 40
"""As many as there are threads that answer."""
_LAST_SECONDS = 3
"""How long answers that are under way may take when the server ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOrder:
    """What the user of `onrecord serve` asks for; with `opens` a browser is opened."""

    settings: Settings
    opens: bool = False


def run_serve(location: str | None, order: ServeOrder) -> int:
    """Serve the pages of a store until it is asked to end; gives the exit code.

    Raises:
        InputError: others could reach it and need not log in, or it cannot be bound to its address.
        StoreError: the store cannot be opened.
    """
    check_settings(order.settings)
    with (
        ending_on_signals(),
        _bound(order.settings) as (listening, settings),
        _opened(location) as store,
    ):
        _tell(store, settings)
        if order.opens:
            threading.Thread(target=webbrowser.open, args=(_address(settings),), daemon=True).start()
        return _serve(store, settings, listening)


def check_settings(settings: Settings) -> None:
    """See that nobody reads or changes a store over a network who did not say who they are.

    Raises:
        InputError: somebody could; the message says what to do.
    """
    if settings.users is not None and not Users(settings.users).book().users:
        raise InputError(f"{settings.users}: there are no users yet: onrecord user add NAME --role editor")
    if not settings.has_accounts and (reached := _find_opening(settings)):
        what, option = reached
        raise InputError(
            f"others can reach {what}, and would have to log in: make users with 'onrecord user add "
            "NAME --role editor' and give their file with --users, or have a proxy log them in and name the "
            "header in which it says who they are with --proxy-header; or serve this machine alone, without "
            f"{option}"
        )


def _find_opening(settings: Settings) -> tuple[str, str] | None:
    """What others than this machine's users can reach, and the option that opens it; None where nothing is.

    A proxy in front, which names and HTTPS are for, asks from this machine, whoever is behind it.
    """
    if not is_loopback(settings.host):
        return settings.host, "--host"
    name = next((one for one in settings.host_names if not is_loopback_name(one)), None)
    if name is not None:
        return name, "--host-name"
    return ("what a proxy makes HTTPS of", "--https") if settings.secure else None


def _tell(store: Store, settings: Settings) -> None:
    print_text(f"{store.location} is at {_address(settings)} (Ctrl-C ends it)")
    sys.stdout.flush()
    if not is_loopback(settings.host) and not settings.secure:
        say(
            "what is read and typed there, passwords too, crosses the network as it is: put a proxy with "
            "HTTPS before it and say --https"
        )


def _serve(store: Store, settings: Settings, listening: socket.socket) -> int:
    import uvicorn

    from onrecord.web.app import make_app
    from onrecord.web.catching_up import catching_up_of
    from onrecord.web.home import count_ahead
    from onrecord.web.security.limits import MOST_HEAD
    from onrecord.web.security.patience import PatientProtocol

    app = make_app(store, settings)
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # who says from where they come is for `accounts.py` to believe
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        h11_max_incomplete_event_size=MOST_HEAD,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
    gc.collect()
    gc.freeze()  # what was loaded stays, and need not be looked through again
    catching_up = catching_up_of(app)
    catching_up.begin().add_done_callback(_tell_whether_caught_up)
    threading.Thread(target=count_ahead, args=(store,), daemon=True).start()
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        return ALL_DONE
    except SystemExit as stop:
        if isinstance(stop.code, int) and stop.code > 128:
            return ALL_DONE
        raise
    finally:
        _close_desk(app)
        catching_up.close(_LAST_SECONDS)
    return ALL_DONE


def _tell_whether_caught_up(done: Future[bool]) -> None:
    if done.exception() is None and not done.result():
        say("the pages show what was found when articles were last compared")


def _close_desk(app: FastAPI) -> None:
    """End the process that reads articles, where one was begun."""
    desk = getattr(app.state, "desk", None)
    if desk is not None:
        desk.close()


@contextmanager
def _opened(location: str | None) -> Iterator[Store]:
    """The store; where none was named and none is there, an empty one."""
    is_default = location is None and "ONRECORD_STORE" not in os.environ
    is_new = is_default and not Path(DEFAULT_STORE).exists()
    with open_store(location, create=is_default, readers=_READERS) as store:
        if is_new:
            print_text(
                f"{store.location}: a new store, which is empty: 'onrecord add' fills it, and the pages do"
            )
        yield store


@contextmanager
def _bound(settings: Settings) -> Iterator[tuple[socket.socket, Settings]]:
    """A socket at the address, before anything that takes long is begun, and the settings with its port."""
    host, port = settings.host.strip("[]"), settings.port
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise InputError(f"--host {settings.host}: this is no address of this machine") from error
    with closing(socket.socket(family, kind, protocol)) as listening:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(where)
            listening.listen(128)
        except OSError as error:
            raise InputError(_tell_unbound(settings, error)) from error
        yield listening, msgspec.structs.replace(settings, port=listening.getsockname()[1])


def _tell_unbound(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"another program serves port {settings.port} of {settings.host}: name another with --port "
            f"{min(settings.port + 1, 65_535)}"
        )
    if error.errno == errno.EACCES:
        return f"--port {settings.port}: this port is not for everybody: name one above 1023"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"--host {settings.host}: this is no address of this machine"
    return f"{settings.host}:{settings.port} cannot be served: {error.strerror}"


def _address(settings: Settings) -> str:
    if settings.host_names:
        scheme = "https" if settings.secure else "http"
        return f"{scheme}://{settings.host_names[0]}{'' if settings.secure else f':{settings.port}'}/"
    host = settings.host.strip("[]")
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/"
