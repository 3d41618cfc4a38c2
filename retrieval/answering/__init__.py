"""From retrieved passages to quotes: ranking sentences, judging confidence, composing."""

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.candidates import Candidate, pool_candidates
from retrieval.answering.composer import Composer, trained_composer
from retrieval.answering.courtesies import bare_question
from retrieval.answering.facts import PassageFacts, passage_facts
from retrieval.answering.followups import read_follow_up
from retrieval.answering.hearing import HEARD
from retrieval.answering.messages import questions_in
from retrieval.answering.question import (
    Question,
    QuestionTerm,
    idf,
    is_compound,
    other_readings,
    read_question,
)
from retrieval.answering.related import synonyms_of_unseen
from retrieval.answering.smalltalk import small_talk
from retrieval.answering.words import Words

__all__ = [
    "HEARD",
    "AnswerType",
    "Candidate",
    "Composer",
    "PassageFacts",
    "Question",
    "QuestionTerm",
    "Words",
    "bare_question",
    "idf",
    "is_compound",
    "other_readings",
    "passage_facts",
    "pool_candidates",
    "questions_in",
    "read_follow_up",
    "read_question",
    "small_talk",
    "synonyms_of_unseen",
    "trained_composer",
]
