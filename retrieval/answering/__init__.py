"""From retrieved passages to quotes: ranking sentences, judging confidence, composing."""

from retrieval.answering.candidates import PassageFacts, passage_facts
from retrieval.answering.composer import Composer, trained_composer
from retrieval.answering.question import AnswerType, Question, QuestionTerm, read_question

__all__ = [
    "AnswerType",
    "Composer",
    "PassageFacts",
    "Question",
    "QuestionTerm",
    "passage_facts",
    "read_question",
    "trained_composer",
]
