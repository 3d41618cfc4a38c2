import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.citations import Citation, cite, is_citation, read_citations
from retrieval.errors import CitationError
from retrieval.model import Document, Quote, Section, Span


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_a_citation_names_the_bytes_of_its_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    raw = text.encode()
    sha = hashlib.sha256(raw).hexdigest()
    document = Document("a.txt", text, (Section(Span(0, len(text))),), sha)
    quote = Quote(document, Span(start, end))
    citation = cite(quote)
    assert raw[citation.start : citation.end].decode() == quote.text
    assert sha.startswith(citation.file_digest)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_token_names_any_document_and_reads_back(path: str) -> None:
    citation = Citation(path, "00112233", 5, 9, "44556677")
    token = str(citation)
    assert Citation.parse(f" {token}\n") == citation
    assert token.isascii()
    assert " " not in token


TOKEN = "hr/sick-leave(1),b.md@00112233:5-9~44556677"


@pytest.mark.parametrize(
    "text",
    [f"({TOKEN})", f"see {TOKEN}.", f"“{TOKEN}”, he said", f"[{TOKEN}];", f"– {TOKEN}\n"],
)
def test_words_and_punctuation_around_a_token_count_for_nothing(text: str) -> None:
    assert str(Citation.parse(text)) == TOKEN


@given(st.sets(st.integers(1, len(TOKEN) - 1), max_size=3), st.sampled_from(["", "see "]))
def test_a_token_that_a_screen_broke_is_among_the_readings(cuts: set[int], before: str) -> None:
    edges = [0, *sorted(cuts), len(TOKEN)]
    pieces = [TOKEN[start:end] for start, end in pairwise(edges)]
    broken = before + "\n  ".join(pieces)
    assert TOKEN in map(str, read_citations(broken))
    assert is_citation(broken)


def test_of_two_tokens_none_is_passed_over() -> None:
    with pytest.raises(CitationError, match="several citations"):
        Citation.parse(f"{TOKEN}, {TOKEN}")


@pytest.mark.parametrize("token", ["", "notes.txt", "a@00112233:9-5~44556677", "a@1:1-2~3"])
def test_another_text_is_refused_with_an_example(token: str) -> None:
    with pytest.raises(CitationError, match="is not a citation"):
        Citation.parse(token)
