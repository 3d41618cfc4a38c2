import pytest

from retrieval.model import Answer, Document, Passage, Quote, Section, Span

TEXT = "One. Two. Three."
SECTION = Section(Span(0, 16))
DOCUMENT = Document("a.txt", TEXT, (SECTION,), "0" * 64)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_is_half_open_and_never_negative(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_quote_is_cut_from_its_document() -> None:
    assert Quote(DOCUMENT, Span(5, 9)).text == "Two."


@pytest.mark.parametrize("span", [Span(4, 4), Span(10, 17)], ids=["empty", "beyond the text"])
def test_a_quote_outside_its_document_cannot_be_built(span: Span) -> None:
    with pytest.raises(ValueError, match="a quote lies in its document"):
        Quote(DOCUMENT, span)


def test_a_passage_never_leaves_its_section() -> None:
    with pytest.raises(ValueError, match="lies in its section"):
        Passage(DOCUMENT, Section(Span(0, 4)), (Span(0, 4), Span(5, 9)))


def test_sections_never_overlap() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Document("a.txt", TEXT, (Section(Span(0, 9)), Section(Span(5, 16))), "0" * 64)


def test_an_answer_always_quotes() -> None:
    with pytest.raises(ValueError, match="an answer quotes"):
        Answer("why?", ())
