"""How a server of pages is set up."""

from __future__ import annotations

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How pages are served.

    `host` and `port` are what the server is bound to. `users` is the file of its users, None where there are
    none; `proxy_header` the header in which a proxy that stands before it names the user, believed of
    `proxy_addresses` alone. With `secure` its cookies go over HTTPS only. `host_names` are names under which
    it answers beside those of the loopback. `most_bytes` is the largest body that it takes, within
    `body_seconds`, and `most_posts` how often within a minute one user, or one address, may send one.
    """

    host: str = "127.0.0.1"
    port: int = 8321
    users: str | None = None
    proxy_header: str | None = None
    proxy_addresses: tuple[str, ...] = ("127.0.0.1", "::1")
    secure: bool = False
    host_names: tuple[str, ...] = ()
    most_bytes: int = 20_000_000
    body_seconds: float = 60
    most_posts: int = 300

    @property
    def has_accounts(self) -> bool:
        """Whether somebody has to say who they are."""
        return self.users is not None or self.proxy_header is not None
