"""From a folder of files to `Document`s: what is there, and what each file says."""

from retrieval.documents.files import Listing, SkippedFile, SourceFile, list_files
from retrieval.documents.reading import hash_file, read_document

__all__ = ["Listing", "SkippedFile", "SourceFile", "hash_file", "list_files", "read_document"]
