"""The table of related words, made from a WordNet of a few words in its own format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.answering.related import related
from retrieval.answering.related import synonyms as listed
from retrieval.training.related import BY_HAND, WordNet, add_by_hand, text

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.training.related import Relations

LICENCE = "  1 This software and database is being provided to you\n"
DATA = {
    "noun": (
        "01 06 n 02 car 0 automobile 0 001 @ 02 n 0000 | a motor vehicle\n"
        "02 06 n 02 vehicle 0 motor_vehicle 0 000 | a conveyance\n"
        "03 06 n 01 buyer 0 001 + 11 v 0101 | one who buys\n"
        "04 06 n 01 car 1 000 | where passengers ride below a balloon\n"
        "05 06 n 02 car 0 gondola 0 000 | the same\n"
    ),
    "verb": "11 40 v 02 buy 0 purchase 0 001 + 03 n 0101 01 + 08 00 | obtain by purchase\n",
    "adj": (
        "21 00 s 01 scorching(a) 0 001 & 22 a 0000 | very hot\n"
        "22 00 a 01 hot 0 001 & 21 a 0000 | warm\n"
    ),
    "adv": "",
}
INDEX = {
    "noun": (
        "automobile n 1 1 @ 1 1 01  \n"
        "buyer n 1 1 + 1 1 03  \n"
        "car n 3 1 @ 3 1 01 04 05  \n"
        "gondola n 1 0 1 0 05  \n"
        "motor_vehicle n 1 0 1 0 02  \n"
        "vehicle n 1 0 1 1 02  \n"
    ),
    "verb": "buy v 1 1 + 1 1 11  \npurchase v 1 1 + 1 1 11  \n",
    "adj": "hot a 1 1 & 1 1 22  \nscorching a 1 1 & 1 1 21  \n",
    "adv": "",
}
TAGGED = (
    "automobile%1:06:00:: 1 9\nbuyer%1:18:00:: 1 4\ncar%1:06:00:: 1 90\nvehicle%1:06:00:: 1 8\n"
    "buy%2:40:00:: 1 20\npurchase%2:40:00:: 1 7\nhot%3:00:01:: 1 6\nscorching%5:00:00:hot:00 1 1\n"
    "gondola%1:06:00:: 1 1\n"
)


@pytest.fixture
def wordnet(tmp_path: Path) -> WordNet:
    for kind, lines in DATA.items():
        (tmp_path / f"data.{kind}").write_text(LICENCE + lines)
        (tmp_path / f"index.{kind}").write_text(LICENCE + INDEX[kind])
    (tmp_path / "cntlist.rev").write_text(TAGGED)
    return WordNet(tmp_path)


def test_words_of_a_synset_and_derived_words_are_synonyms_and_kinds_are_related(
    wordnet: WordNet,
) -> None:
    synonyms, related = wordnet.relations()
    assert {term: {*others} for term, others in synonyms.items()} == {
        "car": {"automobil"},
        "automobil": {"car"},
        "buy": {"purchas", "buyer"},
        "buyer": {"buy"},
        "purchas": {"buy"},
    }
    assert {term: {*others} for term, others in related.items()} == {
        "car": {"vehicl"},
        "automobil": {"vehicl"},
        "vehicl": {"car", "automobil"},
        "hot": {"scorch"},
        "scorch": {"hot"},
    }


def test_a_sense_that_is_seldom_meant_relates_nothing(wordnet: WordNet) -> None:
    """Car and gondola share a synset, but a car is a gondola once in two hundred times."""
    synonyms, _ = wordnet.relations()
    assert "gondola" not in synonyms


def test_the_file_names_the_closest_first(wordnet: WordNet) -> None:
    lines = text(*wordnet.relations()).splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "automobil car | vehicl",
        "buy buyer purchas |",
        "buyer buy |",
        "car automobil | vehicl",
        "hot | scorch",
        "purchas buy |",
        "scorch | hot",
        "vehicl | automobil car",
    ]


def test_whom_it_is_done_to_is_no_synonym_of_doing_it(tmp_path: Path) -> None:
    """An employer has the stem of *employ*, and is no employee."""
    data = {
        "noun": "01 18 n 01 employee 0 001 + 02 v 0101 | a worker\n",
        "verb": "02 41 v 01 employ 0 001 + 01 n 0101 01 + 08 00 | hire\n",
    }
    index = {"noun": "employee n 1 1 + 1 1 01  \n", "verb": "employ v 1 1 + 1 1 02  \n"}
    for kind in DATA:
        (tmp_path / f"data.{kind}").write_text(data.get(kind, ""))
        (tmp_path / f"index.{kind}").write_text(index.get(kind, ""))
    (tmp_path / "cntlist.rev").write_text("employee%1:18:00:: 1 9\nemploy%2:41:00:: 1 9\n")
    assert WordNet(tmp_path).relations() == ({}, {})


def test_families_by_hand_are_added_and_what_has_no_term_of_its_own_is_left_out() -> None:
    synonyms: Relations = {"bike": {"cycl": 0.5, "bicycl": 0.01}}
    like: Relations = {}
    lines = "# bike cycle\n[synonyms]\nbike bicycle\n\n[related]\nformer ex previous\n"
    add_by_hand(lines, synonyms, like)
    assert synonyms == {"bike": {"cycl": 0.5, "bicycl": 1.0}, "bicycl": {"bike": 1.0}}
    assert like == {"former": {"previous": 1.0}, "previous": {"former": 1.0}}


def test_every_family_by_hand_is_in_the_table() -> None:
    synonyms: Relations = {}
    like: Relations = {}
    add_by_hand(BY_HAND.read_text(encoding="utf-8"), synonyms, like)
    assert synonyms
    assert like
    for term, others in synonyms.items():
        assert others.keys() <= {*listed(term, "english")}
    for term, others in like.items():
        assert others.keys() <= related(term, "english")
