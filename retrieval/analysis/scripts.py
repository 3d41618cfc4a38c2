"""Sets of letters that the reading of words turns on, as they stand in a regular expression."""

from __future__ import annotations

# Written without spaces: Thai, Lao, Burmese, Khmer, Kana and Han. Hangul has spaces, but hangs
# its particles on the words; pairs of syllables find the word again (Lucene's CJKAnalyzer).
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"
)

# Marks belong to the letter before them: Indic vowel signs, Arabic points, combining accents.
MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640"
    "\u0900-\u0963\u0966-\u0dff"
)
