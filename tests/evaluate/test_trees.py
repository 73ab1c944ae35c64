from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.analyse.encoder import load_encoder
from onrecord.evaluate.conllu import Tree, read_tree
from onrecord.evaluate.times import split_lines
from onrecord.evaluate.trees import Score, parse_tree, score_trees

BANK = """\
# newdoc id = harbour
# newpar
# text = Roe can't go.
1\tRoe\tRoe\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\tVerbForm=Fin\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# text = Why?
1\tWhy\twhy\tADV\tWRB\t_\t0\troot\t_\tSpaceAfter=No
2\t?\t?\tPUNCT\t.\t_\t1\tpunct\t_\t_

# newpar
# text = It rained.
1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\trained\train\tVERB\tVBD\t_\t0\troot\t_\t_
2.1\tempty\t_\t_\t_\t_\t_\t_\t_\t_
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


@pytest.fixture
def bank(tmp_path: Path) -> Tree:
    path = tmp_path / "harbour.conllu"
    path.write_text(BANK, encoding="utf-8")
    return read_tree(path)


def test_a_tree_bank_is_read_with_its_text(bank: Tree) -> None:
    assert bank.text == "Roe can't go. Why?\n\nIt rained ."
    assert [
        bank.text[word.start : word.end] for word in bank.words
    ] == "Roe ca n't go . Why ? It rained .".split()
    assert [word.head for word in bank.words] == [3, 3, 3, -1, 3, -1, 5, 8, -1, 8]
    assert (bank.sentences, bank.paragraphs) == ([0, 5, 7], [0, 7])


def test_what_is_the_same_is_right(bank: Tree) -> None:
    score = Score()
    score.add(bank, bank)
    assert {name: counts.f1 for name, counts in score.counts.items()} == dict.fromkeys(score.counts, 1.0)


def test_each_measure_counts_its_own_errors(bank: Tree) -> None:
    words = list(bank.words)
    words[0] = replace(words[0], relation="nsubj:pass", head=4)  # a wrong head; subtypes do not count
    words[1] = replace(words[1], upos="VERB", lemma="ca")
    words[2:4] = [replace(words[2], end=words[3].end)]  # two words as one; the others' heads move
    moved = [replace(word, head=word.head - (word.head > 2)) for word in words]
    found = Tree("harbour", bank.text, moved, sentences=[0, 6], paragraphs=[0, 6])
    score = Score()
    score.add(bank, found)
    right = {name: counts.right for name, counts in score.counts.items()}
    assert right["words"] == 8
    assert right["upos"] == right["lemmas"] == 7
    assert right["sentences"] == 1
    assert (right["uas"], right["las"]) == (5, 5)
    assert score.counts["words"].f1 == pytest.approx(2 * 8 / (10 + 9))


def test_the_encoder_parses_simple_sentences() -> None:
    text = "The mayor closed the old bridge.\nShe was criticised by the council."
    found = parse_tree(load_encoder(), "plain", text, split_lines(text))
    heads = [found.words[w.head].start if w.head >= 0 else -1 for w in found.words]
    assert [text[w.start : w.end] for w in found.words if w.head < 0] == ["closed", "criticised"]
    assert heads[1] == text.index("closed")
    assert score_trees(load_encoder(), [found]).counts["las"].f1 == 1.0


def test_nothing_is_a_tree_without_words() -> None:
    assert parse_tree(load_encoder(), "empty", "", []) == Tree(name="empty")


def test_what_stands_behind_a_caption_is_a_line_of_its_own(tmp_path: Path) -> None:
    rows = "1\tRoe\tRoe\tPROPN\tNNP\t_\t0\troot\t_\t_\n"
    path = tmp_path / "mill.conllu"
    path.write_text(
        f"# newdoc id = mill\n# newpar\n# newpar_block = p (3 s) | figure (1 s) | caption (1 s)\n{rows}\n"
        f"# sent_id = 2\n{rows}\n# sent_id = 3\n{rows}\n# newpar\n{rows}",
        encoding="utf-8",
    )
    tree = read_tree(path)
    assert tree.text == "Roe\n\nRoe Roe\n\nRoe"
    assert tree.paragraphs == [0, 1, 3]
