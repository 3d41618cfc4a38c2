"""Fuzzes every reader with mutated files for a minute each and prints what came of it.

    python tests/benchmarks/fuzz_readers.py [seconds a format] [seed]

Each file goes through the sandbox as a user's would. Allowed are a text or a `DocumentError`;
anything else (a crash of ours, a hang beyond the limits) ends the run. Prints, a format: files
read, texts found, how the others were refused, the slowest file and the largest memory.
"""

from __future__ import annotations

import io
import random
import re
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

from retrieval.documents.kinds import Kind, kind_of
from retrieval.documents.sandbox import SECONDS, Sandbox
from retrieval.documents.worker import MEMORY
from retrieval.errors import DocumentError
from retrieval.model import Document

_MADE = Path(__file__).parents[1] / "documents" / "made"
_MESSAGE = (
    b"From: a@b.c\nSubject: =?utf-8?q?x=C3=A9?=\nDate: Thu, 9 Jan 2020 10:33:00 +0000\n"
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n"
    b"Content-Transfer-Encoding: base64\n\nPHA+SGk8L3A+\n--x--\n"
)
_INLINE = {
    Kind.CSV: [b'Tea,Price,"Long, note"\nSencha,12,"x ""y"""\n' * 5, b"1;2;3\n" * 9],
    Kind.JSON_LINES: [
        b'{"title": "Tea", "date": "2020-01-09", "tags": ["a"], "b": {"c": [1]}}\n' * 5
    ],
    Kind.MAIL: [_MESSAGE],
    Kind.MBOX: [b"From a Thu Jan  9 10:33:00 2020\nSubject: x\n\nHello.\n>From here.\n" * 3],
    Kind.PLAIN: ["Старый мост закрыт до июня. ".encode("cp1251") * 9, "Hello.".encode("utf-16")],
}
_ARCHIVES = frozenset({Kind.DOCX, Kind.EPUB})
_SPICE = [
    *(b"\0", b"\xff\xfe", b"\x80" * 9, b"9" * 400, b"-1", b"<" * 99, b"(" * 99, b"[" * 3000, b'"'),
    *(
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&a;",
        b"=?utf-8?q?",
        b"--x\n",
        b"..\n",
        b"endobj",
        b"<<",
    ),
    *(b"<table><td>" * 50, b"stream\n", b"obj", b"\n", b" " * 500),
]


def main(seconds: float, seed: int) -> None:
    """Fuzz each kind in turn."""
    random.seed(seed)
    print(f"{seconds:g} s a format, seed {seed}; limits {SECONDS:g} s, {MEMORY >> 20} MB")
    print(f"{'format':18}{'files':>8}{'texts':>8}{'slowest':>9}{'memory':>9}  refused")
    for kind in Kind:
        if kind is not Kind.MARKDOWN:
            _fuzz(kind, _samples(kind), seconds)


def _samples(kind: Kind) -> list[bytes]:
    made = [path.read_bytes() for path in sorted(_MADE.iterdir()) if kind_of(path.name) is kind]
    return made + _INLINE.get(kind, [])


def _fuzz(kind: Kind, samples: list[bytes], seconds: float) -> None:
    sandbox, refused = Sandbox(), Counter[str]()
    files = texts = memory = 0
    slowest = 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        mutate = _mutated_inside if kind in _ARCHIVES and random.random() < 0.7 else _mutated
        data = mutate(random.choice(samples))
        start = time.monotonic()
        try:
            found = sandbox.read(kind, data)
            Document("fuzz", found.text, found.sections, "")
            texts += 1
        except DocumentError as error:
            refused[re.sub(r"[\d,]+", "N", str(error))] += 1
        slowest = max(slowest, time.monotonic() - start)
        memory = max(memory, _peak(sandbox))
        files += 1
    sandbox.close()
    reasons = "; ".join(f"{count} {reason}" for reason, count in refused.most_common(4))
    print(f"{kind:18}{files:8}{texts:8}{slowest:8.2f}s{memory >> 10:6} MB  {reasons}", flush=True)


def _mutated(data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 16, 64))):
        at = random.randrange(len(changed) + 1)
        match random.randrange(6):
            case 0:
                changed[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                changed[at:at] = random.choice(_SPICE)
            case 2:
                del changed[at : at + random.randrange(1, 200)]
            case 3:
                length = random.randrange(1, 2000)
                other = random.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + length]
            case 4:
                changed[at : at + 1] = bytes(
                    byte ^ 1 << random.randrange(8) for byte in changed[at : at + 1]
                )
            case _ if random.random() < 0.2:
                del changed[at:]
    return bytes(changed)


def _mutated_inside(data: bytes) -> bytes:
    """An archive that is whole, with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        chosen = random.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _mutated(content) if name == chosen else content)
    return out.getvalue()


def _peak(sandbox: Sandbox) -> int:
    """The largest memory of the reading process so far, in kB, where the system tells."""
    process = sandbox._process
    try:
        status = Path(f"/proc/{process.pid}/status").read_text("ascii") if process else ""
    except OSError:
        status = ""
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    numbers = [float(argument) for argument in sys.argv[1:]]
    main(*(numbers[0] if numbers else 60.0, int(numbers[1]) if len(numbers) > 1 else 1))
