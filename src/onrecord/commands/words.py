"""Words on the command line: `-word` is one that must not be there, and no row of short options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from typer.core import TyperCommand

_EXCLUDED = re.compile(r"-(?P<words>[^\W\d]{2}[\w'’*-]*|[\"“”„‟].+)", re.DOTALL)


class WordsCommand(TyperCommand):
    """A command whose arguments are a query: `-word` and `-"a phrase"` are taken for NOT and what follows.

    So that no word becomes an option unawares, as `-order` would, a word that is the value of a short option
    stands apart from it: `-f csv`. A number or the name of a file may follow at once: `-n20`, `-sold.db`.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments, with the excluded words written out."""
        return super().parse_args(ctx, list(self._write_out(args)))

    def _write_out(self, arguments: Sequence[str]) -> Iterator[str]:
        with_value = {
            name
            for parameter in self.params
            if parameter.param_type_name == "option" and not getattr(parameter, "is_flag", False)
            for name in parameter.opts
        }
        is_value = False
        for at, argument in enumerate(arguments):
            if argument == "--" and not is_value:
                yield from arguments[at:]
                return
            excluded = None if is_value else _EXCLUDED.fullmatch(argument)
            is_value = not is_value and argument in with_value
            if excluded is None:
                yield argument
            else:
                yield from ("NOT", excluded["words"])
