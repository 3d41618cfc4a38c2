"""The index: rank_bm25's scores from compact postings on disk, memory-mapped."""

from retrieval.index.batch import Batch, Batcher, batched
from retrieval.index.errors import (
    DocumentChangedError,
    IndexBusyError,
    IndexDamagedError,
    IndexMissingError,
    IndexOutdatedError,
    IndexVanishedError,
)
from retrieval.index.index import Index
from retrieval.index.manifest import index_version
from retrieval.index.records import (
    Analyzer,
    DocumentEntry,
    DocumentRecord,
    passage_terms,
    passage_title,
)
from retrieval.index.search import Hit, TermScore
from retrieval.index.texts import read_unchanged
from retrieval.index.vocabulary import Vocabulary
from retrieval.index.writer import IndexWriter

__all__ = [
    "Analyzer",
    "Batch",
    "Batcher",
    "DocumentChangedError",
    "DocumentEntry",
    "DocumentRecord",
    "Hit",
    "Index",
    "IndexBusyError",
    "IndexDamagedError",
    "IndexMissingError",
    "IndexOutdatedError",
    "IndexVanishedError",
    "IndexWriter",
    "TermScore",
    "Vocabulary",
    "batched",
    "index_version",
    "passage_terms",
    "passage_title",
    "read_unchanged",
]
