from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse.syntax.conventions import adapt
from onrecord.analyse.syntax.mending import mend
from onrecord.analyse.tree import Tree

Node = tuple[str, str, str, int]


def mended(nodes: list[Node], *names: tuple[int, int]) -> list[tuple[str, int]]:
    """Relation and head of each node, given as word, part of speech, relation, head."""
    tree = Tree(
        heads=[head for *_, head in nodes],
        relations=[relation for _, _, relation, _ in nodes],
        pos=[pos for _, pos, _, _ in nodes],
        lemmas=[word.lower() for word, *_ in nodes],
    )
    words = [word for word, *_ in nodes]
    adapt(tree, words)
    mend(tree, words, names)
    return list(zip(tree.relations, tree.heads, strict=True))


def test_a_preposition_hangs_on_the_noun_behind_it() -> None:
    nodes = [
        ("left", "VERB", "root", 0),
        ("according", "VERB", "case", 0),
        ("to", "ADP", "case", 0),
        ("the", "DET", "det", 4),
        ("Post", "PROPN", "obl", 0),
    ]
    assert mended(nodes)[1:3] == [("case", 4), ("case", 4)]


def test_a_possessive_mark_stays() -> None:
    nodes = [
        ("Ina", "PROPN", "nmod:poss", 2),
        ("'s", "PART", "case", 0),
        ("son", "NOUN", "nsubj", 3),
        ("left", "VERB", "root", 3),
    ]
    assert mended(nodes)[1] == ("case", 0)


def test_a_title_hangs_on_the_name_behind_it() -> None:
    nodes = [
        ("President", "NOUN", "nsubj", 3),
        ("Ina", "PROPN", "compound", 2),
        ("Roe", "PROPN", "appos", 0),
        ("left", "VERB", "root", 3),
    ]
    assert mended(nodes) == [("compound", 2), ("compound", 2), ("nsubj", 3), ("root", 3)]


def test_a_fronted_description_is_no_subject() -> None:
    nodes = [
        ("A", "DET", "det", 1),
        ("Dane", "NOUN", "nsubj", 5),
        (",", "PUNCT", "punct", 5),
        ("the", "DET", "det", 4),
        ("writer", "NOUN", "appos", 1),
        ("left", "VERB", "root", 5),
    ]
    assert mended(nodes)[1::3] == [("appos", 4), ("nsubj", 5)]


def test_a_fronted_participle_hangs_on_the_verb() -> None:
    nodes = [
        ("Speaking", "VERB", "acl", 3),
        (",", "PUNCT", "punct", 3),
        ("the", "DET", "det", 3),
        ("actor", "NOUN", "nsubj", 4),
        ("left", "VERB", "root", 4),
    ]
    assert mended(nodes)[0] == ("advcl", 4)


def test_the_parts_of_a_passive_agree() -> None:
    nodes = [
        ("Ina", "PROPN", "nsubj", 2),
        ("was", "AUX", "aux:pass", 2),
        ("seen", "VERB", "root", 2),
        ("by", "ADP", "case", 4),
        ("Tom", "PROPN", "obl", 2),
    ]
    assert [relation for relation, _ in mended(nodes)] == [
        "nsubj:pass", "aux:pass", "root", "case", "obl:agent",
    ]  # fmt: skip


def test_whoever_alone_is_told_is_the_object() -> None:
    told = [("told", "VERB", "root", 0), ("Tom", "PROPN", "iobj", 0)]
    assert mended(told)[1] == ("obj", 0)
    assert mended([*told, ("lies", "NOUN", "obj", 0)])[1] == ("iobj", 0)


def test_what_exists_is_the_subject_of_being() -> None:
    nodes = [
        ("There", "PRON", "expl", 4),
        ("has", "AUX", "aux", 4),
        ("been", "AUX", "cop", 4),
        ("no", "DET", "det", 4),
        ("deal", "NOUN", "root", 4),
    ]
    assert mended(nodes) == [("expl", 2), ("aux", 2), ("root", 2), ("det", 4), ("nsubj", 2)]


def test_what_is_to_be_done_is_a_complement() -> None:
    nodes = [
        ("She", "PRON", "nsubj", 3),
        ("was", "AUX", "cop", 3),
        ("to", "PART", "mark", 3),
        ("speak", "VERB", "root", 3),
    ]
    assert mended(nodes) == [("nsubj", 1), ("root", 1), ("mark", 3), ("xcomp", 1)]


def test_the_number_is_the_head_of_a_sum() -> None:
    nodes = [
        ("paid", "VERB", "root", 0),
        ("$", "SYM", "obj", 0),
        ("5", "NUM", "compound", 3),
        ("million", "NUM", "nummod", 1),
    ]
    assert mended(nodes) == [("root", 0), ("compound", 3), ("compound", 3), ("obj", 0)]


def test_an_object_behind_two_verbs_is_the_nearer_one_s() -> None:
    nodes = [
        ("beat", "VERB", "root", 0),
        ("and", "CCONJ", "cc", 2),
        ("robbed", "VERB", "conj", 0),
        ("him", "PRON", "obj", 0),
    ]
    assert mended(nodes)[3] == ("obj", 2)


def test_a_name_in_a_sum_gets_it() -> None:
    nodes = [
        ("paid", "VERB", "root", 0),
        ("Ina", "PROPN", "compound", 2),
        ("Roe", "PROPN", "compound", 3),
        ("$", "SYM", "obj", 0),
        ("5", "NUM", "nummod", 3),
    ]
    assert mended(nodes)[2:] == [("iobj", 0), ("compound", 4), ("obj", 0)]


def test_a_headline_s_infinitive_is_its_head() -> None:
    nodes = [
        ("Oslo", "PROPN", "root", 0),
        ("to", "PART", "mark", 2),
        ("leave", "VERB", "acl", 0),
    ]
    assert mended(nodes) == [("nsubj", 2), ("mark", 2), ("root", 2)]


def test_an_auxiliary_in_front_is_none_s_head() -> None:
    nodes = [
        ("did", "AUX", "root", 0),
        ("he", "PRON", "nsubj", 2),
        ("resign", "VERB", "xcomp", 0),
    ]
    lemmas_of_did = [("do", *nodes[0][1:]), *nodes[1:]]
    assert mended(lemmas_of_did) == [("aux", 2), ("nsubj", 2), ("root", 2)]


def test_all_words_of_a_name_hang_on_its_last() -> None:
    nodes = [
        ("on", "ADP", "case", 2),
        ("Good", "PROPN", "nmod", 3),
        ("Morning", "PROPN", "nmod", 3),
        ("talk", "NOUN", "root", 3),
    ]
    assert mended(nodes, (1, 2))[1:3] == [("compound", 2), ("nmod", 3)]


def test_the_noun_before_a_hyphen_hangs_on_the_participle() -> None:
    nodes = [
        ("Kremlin", "PROPN", "nsubj", 4),
        ("-", "PUNCT", "punct", 0),
        ("backed", "VERB", "amod", 3),
        ("station", "NOUN", "nsubj", 4),
        ("failed", "VERB", "root", 4),
    ]
    assert mended(nodes)[0] == ("obl:unmarked", 2)


def test_what_is_said_hangs_on_the_saying() -> None:
    nodes = [
        ("quoted", "VERB", "root", 0),
        ("her", "PRON", "obj", 0),
        ("as", "SCONJ", "mark", 3),
        ("say", "VERB", "advcl", 0),
        (":", "PUNCT", "punct", 0),
        ("pay", "VERB", "ccomp", 0),
    ]
    assert mended(nodes)[5] == ("ccomp", 3)


def test_a_clause_hangs_on_the_verb_right_before_it() -> None:
    nodes = [
        ("say", "VERB", "root", 0),
        ("he", "PRON", "nsubj", 2),
        ("hope", "VERB", "ccomp", 0),
        ("she", "PRON", "nsubj", 4),
        ("stays", "VERB", "ccomp", 0),
    ]
    assert mended(nodes)[4] == ("ccomp", 2)


def test_a_clause_with_that_for_its_subject_is_relative() -> None:
    nodes = [
        ("say", "VERB", "root", 0),
        ("doors", "NOUN", "obj", 0),
        ("that", "PRON", "nsubj", 3),
        ("close", "VERB", "ccomp", 0),
    ]
    assert mended(nodes)[3] == ("acl:relcl", 1)


def test_whoever_stands_before_the_saying_says_it() -> None:
    nodes = [
        ("weak", "ADJ", "ccomp", 3),
        ("the", "DET", "det", 2),
        ("star", "NOUN", "obl", 0),
        ("say", "VERB", "root", 3),
    ]
    assert mended(nodes)[2] == ("nsubj", 3)


def test_a_second_subject_is_that_of_the_verb_behind() -> None:
    nodes = [
        ("hall", "NOUN", "nsubj", 1),
        ("sold", "VERB", "root", 1),
        (":", "PUNCT", "punct", 1),
        ("mayor", "NOUN", "nsubj", 1),
        ("named", "VERB", "advcl", 1),
        ("buyer", "NOUN", "obj", 4),
    ]
    assert mended(nodes)[3:5] == [("nsubj", 4), ("parataxis", 1)]


def test_a_second_subject_right_behind_a_verb_is_its_object() -> None:
    nodes = [
        ("Norway", "PROPN", "nsubj", 1),
        ("tried", "VERB", "root", 1),
        ("to", "PART", "mark", 3),
        ("expel", "VERB", "xcomp", 1),
        ("Ina", "PROPN", "compound", 5),
        ("Roe", "PROPN", "nsubj", 1),
    ]
    assert mended(nodes)[5] == ("obj", 3)
    nodes[2:4] = [("on", "ADP", "case", 3), ("Monday", "PROPN", "obl", 1)]
    assert mended(nodes)[5] == ("nsubj", 1), "a phrase lies between"


def test_what_somebody_is_and_was_not_made_is_an_adjective() -> None:
    nodes = [
        ("Ina", "PROPN", "nsubj:pass", 2),
        ("be", "AUX", "aux:pass", 2),
        ("marry", "VERB", "root", 2),
        ("to", "ADP", "case", 4),
        ("Tom", "PROPN", "obl", 2),
    ]
    assert mended(nodes)[:2] == [("nsubj", 2), ("cop", 2)]


def test_the_month_is_the_head_of_a_date() -> None:
    nodes = [
        ("left", "VERB", "root", 0),
        ("on", "ADP", "case", 3),
        ("May", "PROPN", "compound", 3),
        ("4", "NUM", "obl", 0),
    ]
    assert mended(nodes)[1:] == [("case", 2), ("obl", 0), ("nummod", 2)]


def test_whoever_is_wanted_to_do_something_is_the_subject_of_it() -> None:
    nodes = [
        ("want", "VERB", "root", 0),
        ("her", "PRON", "obj", 0),
        ("to", "PART", "mark", 3),
        ("pay", "VERB", "xcomp", 0),
    ]
    assert mended(nodes)[1::2] == [("nsubj", 3), ("ccomp", 0)]


RELATIONS = """nsubj obj obl nmod advmod obl:agent iobj parataxis
case appos acl flat nmod:desc fixed punct det aux:pass cop expl mark nummod conj
compound xcomp ccomp advcl""".split()
WORDS = ["word", "according", "to", "-", ":", ",", "May", "President"]
LEMMAS = ["say", "call", "may", "due", "that", "as", "for", "a", "the", "by", "to", "there", "do"]
POS = "NOUN PROPN VERB AUX ADP DET PUNCT SYM NUM ADJ".split()


@settings(max_examples=1500, deadline=None)
@given(st.data(), st.integers(1, 14))
def test_every_tree_stays_one(data: st.DataObject, size: int) -> None:
    order = data.draw(st.permutations(range(size)))
    heads = [order[0]] * size
    for place, node in enumerate(order[1:], 1):
        heads[node] = order[data.draw(st.integers(0, place - 1))]
    tree = Tree(
        heads=heads,
        relations=data.draw(st.lists(st.sampled_from(RELATIONS), min_size=size, max_size=size)),
        pos=data.draw(st.lists(st.sampled_from(POS), min_size=size, max_size=size)),
        lemmas=data.draw(st.lists(st.sampled_from(LEMMAS), min_size=size, max_size=size)),
    )
    tree.relations[order[0]] = "root"
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size))
    first = data.draw(st.integers(0, size - 1))
    adapt(tree, words)
    mend(tree, words, [(first, data.draw(st.integers(first, size - 1)))])
    root = next(node for node, head in enumerate(tree.heads) if head == node)
    assert all(node == root or tree.stands_below(node, root) for node in range(size))
