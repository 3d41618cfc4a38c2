"""Trains the project's own token vocabulary: byte-level BPE over SQuAD-format contexts.

    python -m retrieval.training.vocabulary OUT FILE...

writes OUT in tiktoken's rank file format; the same files give the same bytes. Needs the extra
"train". Byte-level BPE: Radford et al., "Language Models are Unsupervised Multitask Learners"
(2019), section 2.2.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

from retrieval.encodings import PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MERGES = 16_000
BYTES = 256


def contexts(paths: Iterable[Path]) -> Iterator[str]:
    """Every paragraph of SQuAD-format files, in order."""
    for path in paths:
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                yield paragraph["context"]


def train(texts: Iterable[str], merges: int) -> list[bytes]:
    """The 256 single bytes, then the tokens that merging made, in order of their rank."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=BYTES + merges,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    ids = tokenizer.get_vocab()
    byte_of = letters_to_bytes()
    return [
        bytes(byte_of[letter] for letter in token) for token in sorted(ids, key=ids.__getitem__)
    ]


def letters_to_bytes() -> dict[str, int]:
    """GPT-2's alphabet, which `tokenizers` writes tokens in: one printable letter for each byte.

    Printable bytes of Latin-1 stand for themselves, the others for U+0100 onwards, in order.

    >>> letters_to_bytes()["A"], letters_to_bytes()["Ġ"]
    (65, 32)
    """
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = [byte for byte in range(BYTES) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {
        chr(0x100 + place): byte for place, byte in enumerate(others)
    }


def rank_file(tokens: Iterable[bytes]) -> bytes:
    r"""The tokens as tiktoken reads them: a line each of base64, a space and the rank.

    >>> rank_file([b"a", b" the"])
    b'YQ== 0\nIHRoZQ== 1\n'
    """
    return b"".join(b"%s %d\n" % (b64encode(token), rank) for rank, token in enumerate(tokens))


def main() -> None:
    """Train on the files after the first argument and write the first."""
    out, *files = map(Path, sys.argv[1:])
    out.write_bytes(rank_file(train(contexts(files), MERGES)))
    print(f"{out}: {BYTES + MERGES} tokens, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
