from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Document, Passage, Quote, ScoredQuote, Section, Span
from retrieval.sentences import split_sentences
from retrieval.surroundings import surroundings

TEXT = " ".join(f"This is sentence number {number}." for number in range(1, 61))


def quoted(
    text: str, sentence: int, before: int = 0, after: int = 0, section: Span | None = None
) -> ScoredQuote:
    """A sentence in a passage of some sentences about it."""
    section = section or Span(0, len(text))
    document = Document("a.txt", text, (Section(section),), "0" * 64)
    sentences = split_sentences(text, section)
    around = sentences[max(0, sentence - before) : sentence + after + 1]
    passage = Passage(document, document.sections[0], around)
    return ScoredQuote(Quote(document, sentences[sentence]), passage, 1.0, 0.5)


@given(st.integers(0, 59), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3000))
def test_surroundings_are_whole_sentences_about_the_passage_up_to_a_size(
    sentence: int, before: int, after: int, size: int
) -> None:
    scored = quoted(TEXT, sentence, before, after)
    found = surroundings(scored, size)
    sentences = split_sentences(TEXT, Span(0, len(TEXT)))
    assert scored.passage.span in found
    assert found.start in {s.start for s in sentences}
    assert found.end in {s.end for s in sentences}
    assert len(found) <= max(size, len(scored.passage.span))


def test_they_grow_on_both_sides() -> None:
    scored = quoted(TEXT, 30)
    found = surroundings(scored, 300)
    left, right = scored.quote.span.start - found.start, found.end - scored.quote.span.end
    assert min(left, right) > 0
    assert abs(left - right) < 60


def test_at_an_end_of_the_section_the_other_side_gets_the_room() -> None:
    assert surroundings(quoted(TEXT, 0), 300).end > 250
    assert len(TEXT) - surroundings(quoted(TEXT, 59), 300).start > 250


def test_they_never_leave_the_section() -> None:
    section = Span(0, TEXT.index("This is sentence number 4"))
    found = surroundings(quoted(TEXT, 1, section=section), 10_000)
    assert found in section
    assert found.cut(TEXT).endswith("number 3.")


def test_a_passage_larger_than_the_size_stays_whole() -> None:
    scored = quoted(TEXT, 30, 5, 5)
    assert surroundings(scored, 10) == scored.passage.span
