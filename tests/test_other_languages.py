"""Pages in five languages answer questions asked in their own, alone and side by side."""

import shutil
from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.model import Abstention, Answer

PAGES = Path(__file__).parent / "pages" / "languages"
CASES = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in PAGES.with_suffix(".questions").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
LANGUAGES = sorted({language for language, _, _ in CASES})


def _engine(folder: Path, pages: list[str]) -> Engine:
    documents = folder / "documents"
    documents.mkdir()
    for page in pages:
        shutil.copy(PAGES / f"{page}.txt", documents)
    engine = Engine([documents], folder / "index", encoding="quotebot", passage_tokens=200)
    engine.refresh()
    return engine


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    return {name: _engine(tmp_path_factory.mktemp(name), [name]) for name in LANGUAGES}


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return _engine(tmp_path_factory.mktemp("all"), LANGUAGES)


def _check(result: Answer | Abstention, gold: str) -> None:
    if gold == "-":
        assert isinstance(result, Abstention)
    else:
        assert isinstance(result, Answer), result
        assert gold in result.quotes[0].quote.text


@pytest.mark.parametrize(("language", "question", "gold"), CASES, ids=[c[1] for c in CASES])
def test_a_page_answers_in_its_own_language(
    alone: dict[str, Engine], language: str, question: str, gold: str
) -> None:
    _check(alone[language].answer(question), gold)


@pytest.mark.parametrize(("language", "question", "gold"), CASES, ids=[c[1] for c in CASES])
def test_so_do_pages_of_five_languages_in_one_folder(
    together: Engine, language: str, question: str, gold: str
) -> None:
    del language
    _check(together.answer(question), gold)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_quote_is_a_whole_sentence_of_its_page(together: Engine, language: str) -> None:
    for asked, question, gold in CASES:
        if asked == language and gold != "-":
            result = together.answer(question, min_confidence=0)
            assert isinstance(result, Answer)
            assert result.quotes[0].quote.text.rstrip()[-1] in ".。"
