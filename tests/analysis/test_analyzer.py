import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from Stemmer import Stemmer

from retrieval.analysis import Analyzer, fold
from retrieval.answering.cues import Cue, cues
from retrieval.answering.words import Words

ENGLISH = Analyzer("english")


@pytest.mark.parametrize(
    ("surface", "terms"),
    [
        ("5,200", ("5200",)),
        ("1,200,300.50", ("1200300.50",)),
        ("10.1", ("10.1",)),
        ("S-300", ("s300", "s", "300")),
        ("al-Sha'abi", ("alshaabi", "al", "shaabi")),
        ("al-Shaabi", ("alshaabi", "al", "shaabi")),
        ("as-Sadr", ("assadr", "sadr")),
        ("Iraq’s", ("iraq",)),
        ("U.S", ("us",)),
        ("US", ("us",)),
        ("us", ()),
        ("l'Irak", ("lirak", "irak")),
        ("Müller", ("muller",)),
        ("killed", ("kill",)),
        ("snake_case", ("snakecas", "snake", "case")),
        ("keepAliveTimeout", ("keepalivetimeout", "keep", "aliv", "timeout")),
        ("CreateIndexRequest", ("createindexrequest", "creat", "index", "request")),
        ("GitHub", ("github",)),
        ("McDonald", ("mcdonald",)),
        ("iPhone", ("iphon",)),
        ("v3.12", ("3.12",)),
        ("v10", ("v10",)),
        ("__", ()),
        ("日本語", ("日本", "本語")),
        ("北京2008年", ("北京", "2008", "年")),
    ],
)
def test_a_word_is_found_whole_and_by_its_parts(surface: str, terms: tuple[str, ...]) -> None:
    assert ENGLISH.terms(surface) == terms


@pytest.mark.parametrize(
    ("one", "other"),
    [("5,200", "5200"), ("1.000", "1000"), ("Sha'abi", "Shaabi"), ("S-300", "S300"), ("É", "e")],
)
def test_spellings_of_one_word_share_a_term(one: str, other: str) -> None:
    assert ENGLISH.terms(one)[0] == ENGLISH.terms(other)[0]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour", "color"),
        ("neighbourhoods", "neighborhoods"),
        ("unfavourable", "unfavorable"),
        ("organisations", "organizations"),
        ("characterised", "characterized"),
        ("hospitalisation", "hospitalization"),
        ("analysing", "analyzing"),
        ("centres", "centers"),
        ("programme", "program"),
        ("practised", "practiced"),
        ("travelled", "traveled"),
        ("anti-tumour", "anti-tumor"),
        ("colourised", "colorized"),
        ("ionised", "ionized"),
        ("deiodised", "deiodized"),
        ("breathalyser", "breathalyzer"),
        ("autocatalysed", "autocatalyzed"),
        ("pyjamas", "pajamas"),
        ("fuelling", "fueling"),
        ("refuelled", "refueled"),
        ("labelled", "labeled"),
        ("gruelling", "grueling"),
        ("anaesthetists", "anesthetists"),
        ("encyclopaedic", "encyclopedic"),
        ("leukaemic", "leukemic"),
        ("diarrhoeal", "diarrheal"),
        ("defenceless", "defenseless"),
        ("fibreglass", "fiberglass"),
        ("enquiries", "inquiries"),
    ],
)
def test_british_and_american_spellings_share_a_term(british: str, american: str) -> None:
    assert ENGLISH.terms(british) == ENGLISH.terms(american)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tyre", "tire"),
        ("Tyre", "tired"),
        ("analogue", "analogy"),
        ("axes", "AX"),
        ("chilly", "chili"),
        ("prologue", "Prolog"),
    ],
)
def test_spellings_join_no_different_words(one: str, other: str) -> None:
    assert ENGLISH.terms(one) != ENGLISH.terms(other)


def test_a_form_of_a_verb_that_no_stemmer_joins_is_found_by_its_base() -> None:
    assert ENGLISH.terms("leapt") == ENGLISH.terms("leaps")


@pytest.mark.parametrize(
    ("word", "digits"),
    [
        ("Three", "3"),
        ("twenty", "20"),
        ("twenty-five", "25"),
        ("Thirty-One", "31"),
        ("ninetynine", "99"),
        ("third", "3rd"),
        ("seconds", "2nd"),
        ("twentieth", "20th"),
        ("twenty-first", "21st"),
        ("FORTY‑SECOND", "42nd"),
        ("fifty-fourth's", "54th"),
        ("ninetieth", "90th"),
    ],
)
def test_a_number_in_words_has_the_one_term_of_its_digits(word: str, digits: str) -> None:
    assert ENGLISH.terms(word) == ENGLISH.terms(digits)
    assert len(ENGLISH.terms(word)) == 1


def test_a_number_of_two_words_is_one_part_of_a_longer_compound() -> None:
    assert ENGLISH.terms("twenty-five-year-old")[1:] == ("25", "year", "old")
    assert ENGLISH.terms("25-year-old")[1:] == ("25", "year", "old")
    assert ENGLISH.terms("five-year")[1:] == ("5", "year")


@pytest.mark.parametrize("word", ["twenties", "thirties", "fifties", "tens", "fives", "one"])
def test_words_that_are_no_numbers_are_stemmed_as_they_are(word: str) -> None:
    assert ENGLISH.stems([word]) == [Stemmer("english").stemWord(word)]


@pytest.mark.parametrize("words", ["twenty-thirty", "seventy-eight-nine", "plenty-five"])
def test_only_tens_and_units_are_one_number(words: str) -> None:
    assert len(ENGLISH.terms(words)) > 2


@pytest.mark.parametrize(
    "word",
    ["hour", "tournament", "promise", "otherwise", "enterprise", "exercised", "sunrise",
     "advertiser", "supervising", "comprises", "expertise", "precise", "raising", "geyser",
     "advise", "uprising", "analyses"],
)  # fmt: skip
def test_words_of_one_spelling_are_stemmed_as_they_are(word: str) -> None:
    assert ENGLISH.terms(word) == (Stemmer("english").stemWord(word),)


def test_russian_words_are_stemmed_in_russian() -> None:
    russian = Analyzer("russian")
    assert russian.terms("городами") == russian.terms("города")


@pytest.mark.parametrize(
    ("language", "surface", "terms"),
    [
        ("italian", "dell'Iraq", ("delliraq", "iraq")),
        ("french", "jusqu'ici", ("jusquic",)),
        ("turkish", "Türkiye'nin", ("turki",)),
        ("turkish", "2019'da", ("2019",)),
        ("russian", "еще", ()),
        ("spanish", "DONDE", ("dond",)),
        ("spanish", "quien", ()),
        ("none", "강에서", ("강에", "에서")),
        ("none", "战争什么时候开始", ("战争", "开始")),
        ("none", "戦争はいつ始まった", ("戦争", "争は", "始ま", "まっ", "った")),
        ("hindi", "में", ()),
    ],
)
def test_each_language_has_its_own_ways(
    language: str, surface: str, terms: tuple[str, ...]
) -> None:
    assert Analyzer(language).terms(surface) == terms


@given(st.text())
def test_token_spans_slice_to_their_surface(text: str) -> None:
    for token in ENGLISH.tokens(text):
        assert ENGLISH.terms(token.span.cut(text)) == token.terms


@given(st.text())
def test_every_letter_and_digit_lies_in_a_surface(text: str) -> None:
    def count(string: str) -> int:
        return sum(unicodedata.category(char)[0] in "LN" and char.isalnum() for char in string)

    assert sum(map(count, ENGLISH.surfaces(text))) == count(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_query_names_each_term_once(query: str) -> None:
    terms = ENGLISH.query_terms(query)
    assert len(terms) == len(set(terms))
    assert "" not in terms


def test_no_word_holds_white_space() -> None:
    """Whoever cuts a text at its white space finds the same words (`retrieval.index.batch`)."""
    spaces = [char for char in map(chr, range(sys.maxunicode)) if char.isspace()]
    text = "".join(f"a{space}b-{space}c'{space}'d.{space}" for space in spaces)
    assert Analyzer.surfaces(text) == ["a", "b", "c", "d"] * len(spaces)


def test_long_words_are_not_kept_in_memory() -> None:
    words = Words(Analyzer("english"))
    usual = words.read("The ferry to Oban")
    kept = len(words), len(words.analyzer._terms), cues.cache_info().currsize
    for number in range(1000):
        (long,) = words.read(f"{number:04}" * 1000)
        assert long.digit
        assert long.cues == Cue.NUMBER
        assert long.terms == (long.lower,)
    assert (len(words), len(words.analyzer._terms), cues.cache_info().currsize) == kept
    assert words.read("The ferry to Oban") == usual
