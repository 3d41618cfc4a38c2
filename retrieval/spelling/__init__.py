"""Names and slips of the pen: which words of the index a word of a question may stand for."""

from retrieval.spelling.asking_words import with_asking_words_mended
from retrieval.spelling.joined_words import with_joined_words_parted
from retrieval.spelling.nearby import Vocabulary
from retrieval.spelling.respell import respell
from retrieval.spelling.sounds import term_mask, term_masks

__all__ = [
    "Vocabulary",
    "respell",
    "term_mask",
    "term_masks",
    "with_asking_words_mended",
    "with_joined_words_parted",
]
