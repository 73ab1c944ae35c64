from __future__ import annotations

import pytest

from onrecord.analyse.attributes.names import split_name


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Karl Berg", "Karl", "Berg"),
        ("George W. Berg", "George", "Berg"),
        ("J.K. Berg", "J.K.", "Berg"),
        ("Maria van der Berg", "Maria", "van der Berg"),
        ("Mohammed bin Rashid", "Mohammed", "bin Rashid"),
        ("Hassan al-Masri", "Hassan", "al-Masri"),
        ("Robin Berg", "Robin", "Berg"),
        ("Maria Lopez Garcia", "Maria", None),
        ("Katrin Bergsdottir", "Katrin", None),
    ],
)
def test_names_are_split(name: str, given: str, family: str | None) -> None:
    words = name.split()
    split = split_name(words)
    assert split is not None
    assert " ".join(words[: split[0]]) == given
    assert (" ".join(words[split[1] :]) if split[1] is not None else None) == family


@pytest.mark.parametrize(
    "name",
    ["Kim Jong-un", "Li Wei", "Nguyen Van Minh", "Nordol Berg", "John Paul II", "Abdul Rahman", "Abe Shinzo"],
)
def test_names_that_are_not_safe_to_split_are_left_whole(name: str) -> None:
    assert split_name(name.split()) is None


def test_who_is_called_by_the_first_name_need_not_have_a_family_name() -> None:
    assert split_name(["Karl", "Ahmed"], {"Karl Ahmed", "Karl"}) == (1, None)
    assert split_name(["Karl", "Ahmed"], {"Karl Ahmed", "Karl", "Ahmed"}) == (1, 1)
