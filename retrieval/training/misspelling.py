"""Questions as people in a hurry type them: one slip in one longer word (Damerau 1964)."""

from __future__ import annotations

import random
import re

_LONGER = re.compile(r"[^\W\d_]{6,}")


def misspelt(text: str) -> str | None:
    """``text`` with a letter left out, doubled or swapped with the next, None without a long word.

    The same text always gets the same slip.

    >>> misspelt("Who signed the letter?") == misspelt("Who signed the letter?")
    True
    >>> misspelt("Who is he?")
    """
    words = list(_LONGER.finditer(text))
    if not words:
        return None
    dice = random.Random(text)  # noqa: S311 - no secret
    word = dice.choice(words)
    at = dice.randrange(word.start() + 1, word.end() - 1)
    one, two = text[at], text[at + 1]
    slip = dice.choice(("", one + one, two + one))
    return text[:at] + slip + text[at + (2 if slip == two + one else 1) :]
