"""What `onrecord watch webhook` and `onrecord watch send` do: alerts out to addresses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.model.clock import now_utc
from onrecord.render.sheets import Sheet
from onrecord.store.opening import open_store
from onrecord.telling import ALL_DONE, NOT_ALL_DONE, print_json, print_sheets, print_text, say
from onrecord.upkeep import bring_up_to_date

if TYPE_CHECKING:
    from onrecord.watch.hooks import Hook
    from onrecord.watch.sending import Post


def run_hook_add(
    location: str | None,
    url: str,
    *,
    list_name: str,
    secret_file: Path | None,
    allow_private: bool,
    earlier: bool,
) -> int:
    """Send the alerts of a list to an address from now on.

    Raises:
        InputError: there is no such list, the address is not allowed, or there is no secret.
        StoreError: the store cannot be used.
    """
    from onrecord.ingest.web.posting import check_address
    from onrecord.watch.hooks import add_hook
    from onrecord.watch.signing import read_secret

    checked = check_address(url, allow_private=allow_private)
    if secret_file is not None:
        read_secret(str(secret_file))
    with open_store(location) as store, store.writing() as connection:
        add_hook(
            connection,
            checked,
            list_name,
            secret_file=secret_file,
            allow_private=allow_private,
            earlier=earlier,
            now=now_utc(),
        )
    print_text(f"alerts of {list_name} go to {checked}; 'onrecord watch send' sends them")
    return ALL_DONE


def run_hook_list(location: str | None, *, as_json: bool) -> int:
    """Print where alerts go, and how many were sent."""
    from onrecord.watch.hooks import list_hooks

    with open_store(location) as store, store.reading() as connection:
        found = list(list_hooks(connection))
    if as_json:
        print_json([{k: v for k, v in msgspec.to_builtins(one).items() if k != "key"} for one in found])
        return ALL_DONE
    rows = [
        (
            one.list,
            one.url,
            one.secret_file or "environment",
            one.delivered,
            one.pending,
            one.refused,
        )
        for one in found
    ]
    print_sheets(
        [Sheet(("list", "address", "secret", "delivered", "pending", "refused"), rows, wide=("address",))]
    )
    return ALL_DONE


def run_hook_remove(location: str | None, url: str, *, list_name: str | None) -> int:
    """Send no more to an address; raises InputError where nothing was sent there."""
    from onrecord.ingest.web.posting import check_address
    from onrecord.watch.hooks import drop_hook

    with open_store(location) as store, store.writing() as connection:
        number = drop_hook(connection, check_address(url, allow_private=True), list_name)
    print_text(f"nothing more is sent to {url} ({number} webhooks)")
    return ALL_DONE


def run_send(location: str | None, *, again: bool) -> int:
    """Send the alerts that are due to their webhooks; exit code 1 where one could not be delivered."""
    from onrecord.watch.hooks import DELIVERED, list_hooks
    from onrecord.watch.sending import Sender

    delivered, missed = 0, 0
    with ExitStack() as stack:
        store = stack.enter_context(open_store(location))
        bring_up_to_date(store)
        with store.reading() as connection:
            hooks = list(list_hooks(connection))
        sender = Sender(store, _make_posting(stack))
        for hook in hooks:
            for outcome in sender.send(hook, again=again):
                delivered += outcome.state == DELIVERED
                if outcome.state != DELIVERED:
                    missed += 1
                    told = outcome.alert or "nothing is sent"
                    say(f"{hook.list}: {told}: {outcome.state}: {outcome.problem}")
    print_text(f"{delivered:,} alerts were delivered, {missed:,} could not be")
    return NOT_ALL_DONE if missed else ALL_DONE


def _make_posting(stack: ExitStack) -> Callable[[Hook], Post]:
    """Posters for hooks to the public web and to private networks, each opened once."""
    from onrecord.ingest.web.posting import Poster

    opened: dict[bool, Poster] = {}

    def choose(hook: Hook) -> Post:
        if hook.allow_private not in opened:
            opened[hook.allow_private] = stack.enter_context(Poster(allow_private=hook.allow_private))
        return opened[hook.allow_private].post

    return choose
