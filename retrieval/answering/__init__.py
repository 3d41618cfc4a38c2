"""From retrieved passages to quotes: ranking sentences, judging confidence, composing."""

from retrieval.answering.candidates import (
    Candidate,
    PassageFacts,
    passage_facts,
    pool_candidates,
)
from retrieval.answering.composer import Composer, trained_composer
from retrieval.answering.question import AnswerType, Question, QuestionTerm, read_question
from retrieval.answering.words import Words

__all__ = [
    "AnswerType",
    "Candidate",
    "Composer",
    "PassageFacts",
    "Question",
    "QuestionTerm",
    "Words",
    "passage_facts",
    "pool_candidates",
    "read_question",
    "trained_composer",
]
