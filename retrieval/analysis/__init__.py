"""From text to index terms."""

from retrieval.analysis.analyzer import ANALYZER_VERSION, Analyzer, Token, fold
from retrieval.analysis.english import irregular_english
from retrieval.analysis.languages import (
    NO_LANGUAGE,
    available_languages,
    detect_language,
    question_languages,
)

__all__ = [
    "ANALYZER_VERSION",
    "NO_LANGUAGE",
    "Analyzer",
    "Token",
    "available_languages",
    "detect_language",
    "fold",
    "irregular_english",
    "question_languages",
]
