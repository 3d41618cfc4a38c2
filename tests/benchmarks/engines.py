"""The search engines that the benchmark compares, each behind the same few methods.

All are asked with the same terms, made by our analyzer, and give the ids of the ten best. Each
builds from raw text in the way its own manual shows: bm25s with its own tokenizer, tantivy with
its own English one, SQLite with porter; rank_bm25, which has none, gets our terms.
"""

from __future__ import annotations

import pickle
import sqlite3
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from retrieval.analysis import Analyzer
from retrieval.index import Batcher, Index, IndexWriter, batched
from retrieval.sharing import processes_for
from retrieval.workers import shared_out
from tests.benchmarks.corpus import Lines, batch_tasks, entries, entry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

TOP = 10


class Engine(Protocol):
    """Something that searches passages."""

    name: str

    def build(self, passages: Sequence[str], terms: Sequence[list[str]]) -> None:
        """Index the passages, from their raw text, below the engine's folder."""

    def open(self) -> None:
        """Open what was built there, maybe by another process."""

    def search(self, terms: list[str]) -> Any:
        """The ten best passages for these terms."""


class Ours:
    name = "quotebot"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "ours"
        self._raw = folder / "ours-raw"

    def build(self, passages: Sequence[str], terms: Sequence[list[str]]) -> None:
        """Index raw text as a folder's is, by several processes where it is large.

        Nobody else looks for sentences, so a passage is one here, and none is cut or counted.
        """
        del terms
        tasks = list(batch_tasks(passages))
        processes = processes_for(sum(map(len, passages)), len(tasks))
        writer = IndexWriter(self._raw, settings="benchmark")
        if processes == 1:
            writer.update(map(Lines(), tasks))
        else:
            with closing(shared_out(Lines(), tasks, processes)) as batches:
                writer.update(batches)

    def prepare(self, passages: Sequence[str]) -> None:
        """Index the passages with their sentences, for the searches and the size."""
        self.analyzer = Analyzer("english")
        self.writer = IndexWriter(self.folder, settings="benchmark")
        self.writer.update(batched(entries(passages, self.analyzer)))
        self.batcher = Batcher()

    def open(self) -> None:
        self.index = Index.open(self.folder, settings="benchmark", text_of=str)

    def search(self, terms: list[str]) -> Any:
        return self.index.search(terms, TOP)

    def change(self, number: int, passages: Sequence[str]) -> None:
        """Take in a document as a running program does, which keeps its batcher."""
        self.batcher.add(entry(f"{number:07}.txt", passages, self.analyzer), int(time.time()))
        self.writer.update([self.batcher.take()])
        self.open()


class RankBM25:
    name = "rank_bm25"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "rank_bm25.pickle"

    def build(self, passages: Sequence[str], terms: Sequence[list[str]]) -> None:
        from rank_bm25 import BM25Plus  # noqa: PLC0415 - a peer, loaded when it is its turn

        del passages
        with self._path.open("wb") as file:
            pickle.dump(BM25Plus(terms, k1=1.2, b=0.75, delta=0), file)

    def open(self) -> None:
        self.index = pickle.loads(self._path.read_bytes())

    def search(self, terms: list[str]) -> Any:
        scores = self.index.get_scores(terms)
        best = np.lexsort((np.arange(len(scores)), -scores))[:TOP]
        return [(int(n), float(scores[n])) for n in best if scores[n] > 0]


class Bm25s:
    def __init__(self, backend: str, folder: Path) -> None:
        import bm25s  # noqa: PLC0415 - a peer, as all below

        self.name = f"bm25s {backend}"
        self._bm25s: Any = bm25s
        self._backend = backend
        self.folder = folder / f"bm25s-{backend}"

    def build(self, passages: Sequence[str], terms: Sequence[list[str]]) -> None:
        import Stemmer  # noqa: PLC0415

        bm25s = self._bm25s
        tokens = bm25s.tokenize(
            list(passages), stopwords="en", stemmer=Stemmer.Stemmer("english"), show_progress=False
        )
        bm25s.BM25(k1=1.2, b=0.75).index(tokens, show_progress=False)
        index = bm25s.BM25(k1=1.2, b=0.75)  # for the searches: the same terms as the others
        index.index(list(terms), show_progress=False)
        index.save(self.folder)

    def open(self) -> None:
        self.index = self._bm25s.BM25.load(self.folder, mmap=True)
        self.index.backend = self._backend
        if self._backend == "numba":
            self.index.activate_numba_scorer()

    def search(self, terms: list[str]) -> Any:
        return self.index.retrieve(
            [terms], k=TOP, show_progress=False, backend_selection=self._backend
        )


class Tantivy:
    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy  # noqa: PLC0415

        self._tantivy: Any = tantivy
        self.folder = folder / "tantivy"
        self._raw = folder / "tantivy-raw"

    def build(self, passages: Sequence[str], terms: Sequence[list[str]]) -> None:
        del terms
        self._write(self._raw, "en_stem", passages)

    def prepare(self, terms: Sequence[list[str]]) -> None:
        """Index the same terms as the others get, for the searches."""
        self._write(self.folder, "whitespace", [" ".join(some) for some in terms])

    def _write(self, folder: Path, tokenizer: str, texts: Sequence[str]) -> None:
        from tests.benchmarks.corpus import PASSAGES_A_DOCUMENT  # noqa: PLC0415

        folder.mkdir()
        schema = self._tantivy.SchemaBuilder()
        schema.add_text_field("text", stored=False, tokenizer_name=tokenizer)
        schema.add_integer_field("document", stored=False, indexed=True)
        index = self._tantivy.Index(schema.build(), path=str(folder))
        writer = index.writer(256_000_000, 1)
        for number, text in enumerate(texts):
            document = number // PASSAGES_A_DOCUMENT
            writer.add_document(self._tantivy.Document(text=text, document=document))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self.index = self._tantivy.Index.open(str(self.folder))
        self.searcher = self.index.searcher()
        self.writer: Any = None

    def search(self, terms: list[str]) -> Any:
        query = self._tantivy.Query
        should = self._tantivy.Occur.Should
        schema = self.index.schema
        parts = [(should, query.term_query(schema, "text", term, "freq")) for term in terms]
        return self.searcher.search(query.boolean_query(parts), TOP, count=False).hits

    def change(self, number: int, passages: Sequence[str]) -> None:
        self.writer = self.writer or self.index.writer(256_000_000, 1)
        self.writer.delete_documents("document", number)
        for text in passages:
            self.writer.add_document(self._tantivy.Document(text=text, document=number))
        self.writer.commit()
        self.index.reload()
        self.searcher = self.index.searcher()


class Fts5:
    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fts5.sqlite"

    def build(self, passages: Sequence[str], terms: Sequence[list[str]]) -> None:
        del passages
        with sqlite3.connect(self.path) as file:
            file.execute("CREATE VIRTUAL TABLE p USING fts5(t, content='', tokenize='porter')")
            rows = ((" ".join(some),) for some in terms)
            file.executemany("INSERT INTO p(t) VALUES (?)", rows)
        file.close()

    def open(self) -> None:
        self.file = sqlite3.connect(self.path)

    def search(self, terms: list[str]) -> Any:
        query = " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
        sql = "SELECT rowid FROM p WHERE p MATCH ? ORDER BY rank LIMIT 10"
        return self.file.execute(sql, (query,)).fetchall()


ENGINES: dict[str, Callable[[Path], Engine]] = {
    "quotebot": Ours,
    "bm25s numba": partial(Bm25s, "numba"),
    "tantivy": Tantivy,
    "bm25s numpy": partial(Bm25s, "numpy"),
    "SQLite FTS5": Fts5,
    "rank_bm25": RankBM25,
}
