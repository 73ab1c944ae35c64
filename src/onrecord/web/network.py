"""A network: who says what of whom, and who has a part in what with whom."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import Query
from sqlalchemy import Connection

from onrecord.query.network import LOOKED_AT, Node, Tie, find_network
from onrecord.web.names import Name, Whom, tell_whom
from onrecord.web.pages import Pages

pages = Pages("network")


class NetworkPage(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody and those to whom most statements and events tie them, as `find_network` has it.

    `looked_at` is how many of the newest statements and of the newest events were looked at.
    """

    whom: Whom
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: int
    looked_at: int

    @property
    def by_id(self) -> dict[str, Node]:
        """The nodes by their ids."""
        return {one.id: one for one in self.nodes}


@pages.page("/network", "network.html", NetworkPage)
def show_network(
    connection: Connection,
    name: Name,
    exact: bool = False,
    nodes: Annotated[int, Query(ge=1, le=40)] = 15,
) -> NetworkPage:
    """Somebody and at most `nodes` others, and between them lists of claims."""
    found = find_network(connection, name, nodes=nodes, exact=exact)
    return NetworkPage(
        whom=tell_whom(connection, found.taken, exact=exact),
        nodes=found.nodes,
        ties=found.ties,
        left_out=found.left_out,
        looked_at=LOOKED_AT,
    )
