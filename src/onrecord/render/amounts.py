"""An amount of an event for a reader: the article's words, and what was read in them where it says more."""

from __future__ import annotations

from onrecord.model.record import Argument, Quantity
from onrecord.render.visible import show_line


def show_amount(words: str | None, argument: Argument) -> str:
    """The words of an argument with its amount behind them: "more than a dozen (at least 12)".

    Without words it is the value alone; what the words say themselves is not said twice.
    """
    if words is None:
        return show_line(str(argument.value))
    shown = show_line(words)
    amount = _name_amount(argument.value, argument.quantity) if argument.quantity else ""
    return shown if amount.casefold() in ("", shown.casefold()) else f"{shown} ({amount})"


def _name_amount(value: object, quantity: Quantity) -> str:
    """For example "at least 12", "10 to 20", "70,000 USD", "at most 3.5 percent"."""
    least, most = quantity.least, quantity.most
    if least is not None and most is not None:
        number = f"{least:,} to {most:,}"
    elif least is not None:
        number = f"at least {least:,}"
    elif most is not None:
        number = f"at most {most:,}"
    elif isinstance(value, int | float):
        number = f"about {value:,}" if quantity.approximate else f"{value:,}"
    else:
        return ""
    return " ".join(filter(None, (number, quantity.currency, quantity.unit)))
