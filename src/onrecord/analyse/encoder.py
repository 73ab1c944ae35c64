"""The one neural pass that the learned stages share: a text's word pieces to what the heads say of each.

The weights stand in the package as one ONNX file; `training/encoder` makes it. A document is read in windows
that overlap (`pieces.cut_windows`), so that nothing is left unread and no statement is cut. What a window
gives does not depend on what it is run together with: numbers are quantised row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.analyse.pieces import Pieces, Window, cut_pieces, cut_windows
from onrecord.analyse.quotes import Quote
from onrecord.model.span import Span

Floats = NDArray[np.float32]

_WEIGHTS = files("onrecord.analyse") / "weights"
_OPENING, _CLOSING = 101, 102
_ROOM = 1536
"""Pieces that are run together at most, padding included; more cost memory and save no time."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the heads say of a document's pieces.

    `tags` is `[pieces, tags]` and `pointers` `[pieces, vectors, width]`, both raw scores; `openings` is
    `[windows, vectors, width]`, the same for the mark that opens each window, and `window` and `place` tell
    of each piece in which window it was read and how many pieces behind that mark.
    """

    pieces: Pieces
    tags: Floats
    pointers: Floats
    openings: Floats
    window: NDArray[np.int64]
    place: NDArray[np.int64]


class Encoder:
    """The network with its vocabulary; make one a process with `load_encoder`."""

    def __init__(self, weights: bytes, vocabulary: str, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(vocabulary)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        stored = self._session.get_modelmeta().custom_metadata_map
        self.parameters = {
            name: np.array(values.split(), dtype=np.float32) for name, values in stored.items()
        }
        """What the heads learned beside the network, flat, by name."""

    def encode(self, text: str, stretches: Sequence[Span], quotes: Sequence[Quote]) -> Encoding:
        """Read the given stretches of a text, which are disjoint and in order."""
        pieces = cut_pieces(self.tokenizer, text, stretches, quotes)
        return self.read(pieces, cut_windows(pieces.breaks))

    def read(self, pieces: Pieces, windows: Sequence[Window], *, room: int = _ROOM) -> Encoding:
        """Read the pieces in the given windows, whose own parts cover them; like lengths go together."""
        found = dict(self._run(pieces, windows, room))
        ordered = [found[number] for number in range(len(windows))]
        own = [
            slice(window.own_start - window.start + 1, window.own_end - window.start + 1)
            for window in windows
        ]
        sizes = [window.own_end - window.own_start for window in windows]
        places = [np.arange(part.start, part.stop) for part in own]
        width = self._session.get_outputs()[1].shape[-1] // 4
        return Encoding(
            pieces=pieces,
            tags=_stack([tags[part] for (tags, _), part in zip(ordered, own, strict=True)], (0, 7)),
            pointers=_stack(
                [vectors[part] for (_, vectors), part in zip(ordered, own, strict=True)], (0, 4, width)
            ),
            openings=_stack([vectors[:1] for _, vectors in ordered], (0, 4, width)),
            window=np.repeat(np.arange(len(windows)), sizes),
            place=np.concatenate(places) if places else np.zeros(0, dtype=np.int64),
        )

    def _run(
        self, pieces: Pieces, windows: Sequence[Window], room: int
    ) -> Iterator[tuple[int, tuple[Floats, Floats]]]:
        for batch in _batches(windows, room):
            length = max(windows[number].end - windows[number].start for number in batch) + 2
            feed = {
                name: _padded(values, [windows[number] for number in batch], length, marks)
                for name, values, marks in (
                    ("ids", pieces.ids, (_OPENING, _CLOSING)),
                    ("casing", pieces.casing, (0, 0)),
                    ("quoting", pieces.quoting, (0, 0)),
                    ("breaks", pieces.breaks, (0, 0)),
                )
            }
            sizes = [windows[number].end - windows[number].start + 2 for number in batch]
            tags, pointers = self._session.run(
                ["tags", "pointers"], {**feed, "lengths": np.array(sizes, dtype=np.int32)}
            )
            for row, number in enumerate(batch):
                yield number, (tags[row], pointers[row].reshape(length, 4, -1))


def _stack(parts: Sequence[Floats], empty: tuple[int, ...]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(empty, dtype=np.float32)


def _batches(windows: Sequence[Window], room: int) -> Iterator[list[int]]:
    """The numbers of the windows, those of like length together, as many as `room` holds."""
    batch: list[int] = []
    order = sorted(range(len(windows)), key=lambda number: windows[number].end - windows[number].start)
    for number in order:
        length = windows[number].end - windows[number].start + 2
        if batch and (len(batch) + 1) * length > room:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _padded(
    values: NDArray[np.int64], windows: Sequence[Window], length: int, marks: tuple[int, int]
) -> NDArray[np.int64]:
    rows = np.zeros((len(windows), length), dtype=np.int64)
    for row, window in zip(rows, windows, strict=True):
        size = window.end - window.start
        row[0], row[size + 1] = marks
        row[1 : size + 1] = values[window.start : window.end]
    return rows


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The package's encoder, loaded once a process, with one thread."""
    with as_file(_WEIGHTS) as folder:
        return Encoder((folder / "encoder.onnx").read_bytes(), str(folder / "vocabulary.json"))
