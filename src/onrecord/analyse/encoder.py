"""The one neural pass that the learned stages share: a text's word pieces to what the heads say of each.

The weights stand in the package as one ONNX file; `training/encoder` makes it. A document is read in windows
that overlap (`pieces.cut_windows`), so that nothing is left unread and no statement is cut. Each window is
run for itself: on one core a batch saves nothing, and the padding and the mask that it needs cost a fifth.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.analyse.pieces import Pieces, Window, cut_pieces, cut_windows
from onrecord.analyse.quotes import Quote
from onrecord.analyse.words import cut_words
from onrecord.model.span import Span

# It would count its use, write an identifier into the user's home, and send both to its makers.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

Floats = NDArray[np.float32]

_WEIGHTS = files("onrecord.analyse") / "weights"
_OPENING, _CLOSING = 101, 102


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the heads say of a document's pieces, all as raw scores.

    `tags` is `[pieces, tags]` and `pointers` `[pieces, vectors, width]`; `openings` is `[windows, vectors,
    width]`, the same for the mark that opens each window, and `window` and `place` tell of each piece in
    which window it was read and how many pieces behind that mark. `names` is `[pieces, tags]`. The rest is
    of the first pieces of words only: `readings` `[words, readings]`, `starts` `[words]`, `arcs` `[words, 2,
    width]` (as a child, as a head), `relations` likewise; `root_arcs` and `root_relations` `[windows, width]`
    are heads for roots.
    """

    pieces: Pieces
    tags: Floats
    pointers: Floats
    openings: Floats
    window: NDArray[np.int64]
    place: NDArray[np.int64]
    names: Floats
    readings: Floats
    starts: Floats
    arcs: Floats
    relations: Floats
    root_arcs: Floats
    root_relations: Floats
    referents: Floats
    facts: Floats


class Encoder:
    """The network with its vocabulary; make one a process with `load_encoder`."""

    def __init__(self, weights: bytes, vocabulary: str, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.digest = hashlib.sha256(weights).hexdigest()[:12]
        """The first digits of the SHA-256 of the weights."""
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(vocabulary)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        stored = self._session.get_modelmeta().custom_metadata_map
        self.labels = {
            name.removeprefix("labels."): tuple(text.split("\n"))
            for name, text in stored.items()
            if name.startswith("labels.")
        }
        """What the heads' numbers stand for, by head."""
        self.parameters = {
            name: np.array(values.split(), dtype=np.float32)
            for name, values in stored.items()
            if not name.startswith("labels.")
        }
        """What the heads learned beside the network, flat, by name."""

    def encode(self, text: str, stretches: Sequence[Span], quotes: Sequence[Quote]) -> Encoding:
        """Read the given stretches of a text, which are disjoint and in order."""
        words = [list(cut_words(text, stretch.start, stretch.end)) for stretch in stretches]
        pieces = cut_pieces(self.tokenizer, text, words, quotes)
        return self.read(pieces, cut_windows(pieces.breaks))

    def read(self, pieces: Pieces, windows: Sequence[Window]) -> Encoding:
        """Read the pieces in the given windows, whose own parts cover them."""
        own = [slice(w.own_start - w.start + 1, w.own_end - w.start + 1) for w in windows]
        runs = [self._run(pieces, window) for window in windows]
        begins = [  # the first pieces of the words that a window owns, as places in it
            pieces.words[slice(*np.searchsorted(pieces.words, (w.own_start, w.own_end)))] - w.start + 1
            for w in windows
        ]
        sizes = [window.own_end - window.own_start for window in windows]
        places = [np.arange(part.start, part.stop) for part in own]

        def all_of(output: str, parts: Sequence[Any], vectors: int = 1) -> Floats:
            found = [run[output][part] for run, part in zip(runs, parts, strict=True)]
            width = self._widths[output] // vectors
            joined = np.concatenate(found) if found else np.zeros((0, vectors * width), dtype=np.float32)
            return joined.reshape(len(joined), vectors, width) if vectors > 1 else joined

        marks = [slice(0, 1)] * len(windows)
        return Encoding(
            pieces=pieces,
            tags=all_of("tags", own),
            pointers=all_of("pointers", own, 4),
            openings=all_of("pointers", marks, 4),
            window=np.repeat(np.arange(len(windows)), sizes),
            place=np.concatenate(places) if places else np.zeros(0, dtype=np.int64),
            names=all_of("names", own),
            readings=all_of("readings", begins),
            starts=all_of("starts", begins)[:, 0],
            arcs=all_of("arcs", begins, 2),
            relations=all_of("relations", begins, 2),
            root_arcs=all_of("arcs", marks, 2)[:, 1],
            root_relations=all_of("relations", marks, 2)[:, 1],
            **{
                name: all_of(name, begins) if name in self._widths else np.zeros((0, 0), "f4")
                for name in ("referents", "facts")
            },
        )

    @cached_property
    def _widths(self) -> dict[str, int]:
        return {output.name: output.shape[-1] for output in self._session.get_outputs()}

    def _run(self, pieces: Pieces, window: Window) -> dict[str, Floats]:
        """All outputs of a window and its two marks, each `[pieces + 2, width]`."""
        feed = {
            name: np.concatenate([[opening], values[window.start : window.end], [closing]])[None]
            for name, values, opening, closing in (
                ("ids", pieces.ids, _OPENING, _CLOSING),
                ("casing", pieces.casing, 0, 0),
                ("quoting", pieces.quoting, 0, 0),
                ("breaks", pieces.breaks, 0, 0),
            )
        }
        names = list(self._widths)
        return {name: out[0] for name, out in zip(names, self._session.run(names, feed), strict=True)}


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The package's encoder, loaded once a process, with one thread."""
    with as_file(_WEIGHTS) as folder:
        return Encoder((folder / "encoder.onnx").read_bytes(), str(folder / "vocabulary.json"))
