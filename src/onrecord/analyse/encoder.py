"""The one neural pass that the learned stages share: a text's word pieces to what the heads say of each.

The weights stand in the package as one ONNX file; `training/encoder` makes it. A document is read in windows
that overlap (`pieces.cut_windows`), so that nothing is left unread and no statement is cut. Each window is
run for itself: on one core a batch saves nothing, and the padding and the mask that it needs cost a fifth.
"""

from __future__ import annotations

from collections.abc import Sequence
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

    def read(self, pieces: Pieces, windows: Sequence[Window]) -> Encoding:
        """Read the pieces in the given windows, whose own parts cover them."""
        found = [self._run(pieces, window) for window in windows]
        own = [
            slice(window.own_start - window.start + 1, window.own_end - window.start + 1)
            for window in windows
        ]
        sizes = [window.own_end - window.own_start for window in windows]
        places = [np.arange(part.start, part.stop) for part in own]
        width = self._session.get_outputs()[1].shape[-1] // 4
        return Encoding(
            pieces=pieces,
            tags=_stack([tags[part] for (tags, _), part in zip(found, own, strict=True)], (0, 7)),
            pointers=_stack(
                [vectors[part] for (_, vectors), part in zip(found, own, strict=True)], (0, 4, width)
            ),
            openings=_stack([vectors[:1] for _, vectors in found], (0, 4, width)),
            window=np.repeat(np.arange(len(windows)), sizes),
            place=np.concatenate(places) if places else np.zeros(0, dtype=np.int64),
        )

    def _run(self, pieces: Pieces, window: Window) -> tuple[Floats, Floats]:
        """Tags `[pieces + 2, tags]`, pointers `[pieces + 2, vectors, width]` of a window and its marks."""
        feed = {
            name: np.concatenate([[opening], values[window.start : window.end], [closing]])[None]
            for name, values, opening, closing in (
                ("ids", pieces.ids, _OPENING, _CLOSING),
                ("casing", pieces.casing, 0, 0),
                ("quoting", pieces.quoting, 0, 0),
                ("breaks", pieces.breaks, 0, 0),
            )
        }
        tags, pointers = self._session.run(["tags", "pointers"], feed)
        return tags[0], pointers[0].reshape(len(pointers[0]), 4, -1)


def _stack(parts: Sequence[Floats], empty: tuple[int, ...]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(empty, dtype=np.float32)


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The package's encoder, loaded once a process, with one thread."""
    with as_file(_WEIGHTS) as folder:
        return Encoder((folder / "encoder.onnx").read_bytes(), str(folder / "vocabulary.json"))
