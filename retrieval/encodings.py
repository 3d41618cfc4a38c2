"""What a token is: our own vocabulary, or one of tiktoken's that the user names.

tiktoken ships no vocabulary and fetches one on first use. The default must work with no network
and give the same passages on every machine, so the project ships its own (see
`retrieval.training.vocabulary`) and loads it as an ordinary `tiktoken.Encoding`.
"""

from __future__ import annotations

from binascii import a2b_base64
from functools import cache
from pathlib import Path

import tiktoken

from retrieval.errors import SettingError

OWN = "quotebot"
VOCABULARY = Path(__file__).parent / "data" / "quotebot.tiktoken"

# A word, up to three digits or a run of signs, each with the one space before it; or white space.
# No look-around, unlike cl100k_base's: that leaves tiktoken's fast linear matcher in charge
# (1.5 times cl100k's speed for 2% more tokens), and no token holds white space after a sign, so
# counts of texts that are joined at white space add up exactly.
PATTERN = r" ?[\p{L}\p{M}]+| ?\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]+|\s+"


@cache
def load_encoding(name: str) -> tiktoken.Encoding:
    """The encoding that the setting TOKEN_ENCODING names; loaded once a process.

    Raises:
        SettingError: tiktoken doesn't know the name, or can't fetch its vocabulary.

    >>> encoding = load_encoding("quotebot")
    >>> encoding.decode(encoding.encode_ordinary("Isn’t this the point?"))
    'Isn’t this the point?'
    """
    if name == OWN:
        return tiktoken.Encoding(
            OWN, pat_str=PATTERN, mergeable_ranks=read_ranks(VOCABULARY), special_tokens={}
        )
    known = tiktoken.list_encoding_names()
    if name not in known:
        allowed = ", ".join([OWN, *sorted(known)])
        raise SettingError(f"TOKEN_ENCODING is {name!r}; allowed are {allowed}.")
    try:
        return tiktoken.get_encoding(name)
    except (OSError, ValueError) as error:  # no network (requests' errors), or a broken download
        raise SettingError(
            f"TOKEN_ENCODING is {name!r}, whose vocabulary tiktoken could not fetch "
            f"({type(error).__name__}). Allowed without a network is {OWN!r}."
        ) from error


def read_ranks(path: Path) -> dict[bytes, int]:
    """A rank file in tiktoken's format: lines of a token in base64, a space, its rank.

    Not tiktoken's own reader, which leaves a copy of every file it reads in the temporary folder
    and would go on using the copy after our file has changed.
    """
    words = path.read_bytes().split()
    return dict(zip(map(a2b_base64, words[::2]), map(int, words[1::2]), strict=True))
