"""The classifier of facts: torch and the package compute the same, and news counts as stating nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is for training only")

from onrecord.analyse.facts.classifier import Classifier  # noqa: E402
from onrecord.evaluate.knowledge import PROPERTIES, KnownFact, Passage  # noqa: E402
from onrecord.model.span import Span  # noqa: E402

TEXT = "Ina Roe, who was born in Leeds in 1961, works for Globex. Karl Berg met her in Hull."


def span(words: str) -> Span:
    return Span(start=TEXT.index(words), end=TEXT.index(words) + len(words))


class NoTrunk:
    """Stands for the trunk, whose layers the labels do not depend on."""

    def __call__(self, batch: Any) -> list[Any]:
        from training.encoder.model import LAYERS, WIDTH

        return [torch.zeros(*batch.ids.shape, WIDTH) for _ in range(LAYERS)]


def test_the_classifier_gives_what_torch_gives() -> None:
    from types import SimpleNamespace

    from training.encoder.facts import Example, FactsHead, join, read_text
    from training.encoder.model import LAYERS, WIDTH

    torch.manual_seed(3)
    trunk: Any = NoTrunk()
    read = read_text(trunk, TEXT, "mill")
    assert read is not None
    head = FactsHead().eval()
    layers = torch.randn(len(read.layers), LAYERS, WIDTH)
    nothing = torch.zeros(len(read.pairs.subjects), len(PROPERTIES))
    with torch.no_grad():
        joined, columns, _, _ = join([Example(layers, read.pairs, nothing, nothing)])
        wanted = head(joined, columns).sigmoid().numpy()
        vectors = head.vector(head.mix(list(layers.unbind(1)))).numpy()
    stored = {f"facts.{k}": v.numpy().flatten() for k, v in head.state_dict().items()}
    encoder: Any = SimpleNamespace(parameters=stored, labels={"facts": PROPERTIES})
    judged = Classifier(encoder).judge(read.pairs, vectors)
    assert judged.relations == PROPERTIES
    assert np.abs(judged.probabilities - wanted).max() < 2e-3


def test_a_relation_is_stated_between_the_annotated_words_only() -> None:
    from training.encoder.facts import make_example

    trunk: Any = NoTrunk()
    fact = KnownFact("PLACE_OF_BIRTH", span("Ina Roe"), span("Leeds"))
    passage = Passage("p", "1", TEXT, {"PLACE_OF_BIRTH"}, [fact])
    example = make_example(trunk, passage, 0.2)
    assert example is not None
    column = PROPERTIES.index("PLACE_OF_BIRTH")
    rows = example.stated[:, column].nonzero().flatten().tolist()
    kinds = {
        (
            example.pairs.points[example.pairs.subjects[n]].kind,
            example.pairs.points[example.pairs.objects[n]].kind,
        )
        for n in rows
    }
    assert kinds == {("person", "place")}
    assert float(example.stated.sum()) == len(rows) == 1
    assert float(example.weights[0, column]) == 1.0
    assert float(example.weights[0, column - 1]) == pytest.approx(0.2)


def test_news_states_nothing_but_what_a_rule_finds(tmp_path: Any) -> None:
    from training.encoder.facts import make_news

    trunk: Any = NoTrunk()
    path = tmp_path / "news.txt"
    path.write_text(TEXT, "utf-8")
    example = make_news(trunk, path, 0.3)
    assert example is not None
    assert float(example.stated.sum()) == 0
    left_out = (example.weights[:, 0] == 0).nonzero().flatten().tolist()
    assert left_out
    assert len(left_out) < len(example.weights)
    assert example.weights.unique().tolist() == pytest.approx([0.0, 0.3])
