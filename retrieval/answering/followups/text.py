"""An English question with its words: which are names, which say something, which say nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from retrieval.analysis.languages import stop_words

APART = " — "  # between two questions that are read side by side


def word_set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


WH = word_set("who whom whose what which when where why how")
AUX = word_set(
    "is are was were am be been being do does did has have had can could will would shall should "
    "may might must isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't "
    "couldn't won't wouldn't"
)
PREPOSITIONS = word_set(
    "in on at from to by for with near during before after since until till under over against of "
    "into about around inside outside within through between behind without"
)
PLACE_PREPOSITIONS = word_set("in at to from near into on around inside outside")
_PAST = word_set(
    "died fell left won lost went came got said took made began hit shot fled led met sent told "
    "wrote held rose grew ran became happens happen die survive work caused killed"
)
_EMPTY = AUX | stop_words("english") | word_set("else exactly precisely actually really please")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def bare(text: str) -> str:
    """Without the punctuation at its end."""
    return text.strip().rstrip("?!.…,; ")


def is_verb(word: str) -> bool:
    """Whether a word looks like a verb of its own: regular past forms and the commonest others."""
    return word in _PAST or word.endswith("ed")


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question, its words in lower case, and where each starts and ends in code points.

    It is ``shouted`` when it is written in capitals alone, which then tell of no names.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shouted: bool

    @classmethod
    def read(cls, text: str) -> QuestionText:
        """Find the words of ``text``.

        >>> QuestionText.read("Who is Abu Mahdi al-Muhandis?").names()
        [(7, 28)]
        """
        found = list(_WORD.finditer(text))
        words = tuple(match.group().lower().replace("’", "'") for match in found)
        starts, ends = tuple(m.start() for m in found), tuple(m.end() for m in found)
        return cls(text, words, starts, ends, text.isupper())

    def surface(self, number: int) -> str:
        """A word as it is written."""
        return self.text[self.starts[number] : self.ends[number]]

    def is_name(self, number: int) -> bool:
        """Whether a word is written as a name or number."""
        surface = self.surface(number)
        return not surface.islower() and not self.is_empty(number)

    def is_empty(self, number: int) -> bool:
        """Whether a word tells nothing about the subject; "US" and "WHO" do."""
        surface = self.surface(number)
        if len(surface) > 1 and surface.isupper() and not self.shouted:
            return False
        word = self.words[number]
        return word in _EMPTY or word.replace("'", "") in _EMPTY

    def content(self) -> list[int]:
        """The numbers of the words that tell something."""
        return [n for n in range(len(self.words)) if not self.is_empty(n)]

    def names(self) -> list[tuple[int, int]]:
        """Runs of names as code points of the text."""
        runs: list[tuple[int, int]] = []
        for n in range(len(self.words)):
            if not self.is_name(n):
                continue
            if runs and not self.text[runs[-1][1] : self.starts[n]].strip():
                runs[-1] = (runs[-1][0], self.ends[n])
            else:
                runs.append((self.starts[n], self.ends[n]))
        return runs

    def place_before(self, name: tuple[int, int]) -> int:
        """Where the preposition of place before a name begins; 0 for none.

        >>> QuestionText.read("Who died in the Bataclan?").place_before((16, 24))
        9
        """
        at = bisect_left(self.starts, name[0]) - 1
        if at > 0 and self.surface(at) == "the":
            at -= 1
        if at < 0 or self.words[at] not in PLACE_PREPOSITIONS:
            return 0
        between = self.text[self.ends[at] : name[0]].split()
        return self.starts[at] if between in ([], ["the"]) else 0

    def after_question_word(self, *, with_noun: bool = False) -> str:
        """What follows the question word that the question begins with; all without one.

        ``with_noun`` leaves out what is counted or chosen from, too ("how many *missiles*").

        >>> QuestionText.read("In which year did the war begin?").after_question_word()
        'did the war begin?'
        >>> QuestionText.read("How many missiles hit Erbil?").after_question_word(with_noun=True)
        'hit Erbil?'
        """
        words = self.words
        n = int(len(words) > 1 and words[0] in PREPOSITIONS and words[1] in WH)
        if n >= len(words) or words[n].split("'")[0] not in WH:
            return self.text
        if "'" in words[n]:
            return self.text[self.starts[n] + words[n].index("'") :]
        m = n + 1
        while m < len(words) and words[m] in _DEGREES:
            m += 1
        if m < len(words) and words[n] in {"what", "which", "whose", "how"}:
            m = self._after_noun(m, adverbial=bool(n), with_noun=with_noun)
        return self.text[self.starts[m] :] if m < len(words) else self.text

    def _after_noun(self, n: int, *, adverbial: bool, with_noun: bool) -> int:
        """The same after "which" and "how many": past "which *year*", "in which *country*"."""
        words = self.words
        verb = next((k for k in range(n, len(words)) if words[k] in AUX), len(words))
        if n < verb < len(words) and (adverbial or words[n] in ADVERBIAL):
            return verb
        return min(n + 1, len(words) - 1) if with_noun and n < verb else n


_DEGREES = word_set("many much long often old far else")
ADVERBIAL = word_set(
    "year years date day month week time hour place country city reason century town"
)
