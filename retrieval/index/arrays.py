"""A file of named, flat arrays: written once in a stream, then memory-mapped.

Layout: the arrays' bytes, each at a multiple of 64; a JSON table of them; a tail (the table's
length and CRC-32, the CRC-32 of everything before the table, a magic word). With the table at the
end, a file that was cut short anywhere has no tail and is known for it.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from retrieval.index.errors import IndexDamagedError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import DTypeLike, NDArray

_TAIL = struct.Struct("<QII12s")
_MAGIC = b"quotebot\x00v1\n"
_ALIGN = 64
_CHUNK = 1 << 20
# Reading a file's every byte to check it costs seconds for a large index, and a few milliseconds
# up to this many bytes. Larger files are checked by their table and tail alone.
_CHECKED_WHOLE = 4 << 20


class ArrayFileWriter:
    """Writes arrays one after another; whole, though not yet durable, when the context is left."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("x+b")
        self._table: dict[str, tuple[str, int, int]] = {}
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if error is None:
            self._finish()
        self._file.close()

    def add(self, name: str, array: NDArray[Any]) -> None:
        """Write one array."""
        self.reserve(name, array.dtype, array.size).append(array)

    def reserve(self, name: str, dtype: DTypeLike, count: int) -> Region:
        """Room for an array of ``count`` items that comes in pieces, while others do, too."""
        kind = np.dtype(dtype)
        start = self._end + -self._end % _ALIGN
        self._end = start + count * kind.itemsize
        self._table[name] = (kind.str, start, count)
        return Region(self._file.fileno(), kind, start)

    def _finish(self) -> None:
        table = json.dumps(self._table).encode()
        crc = self._crc()
        self._file.seek(self._end)
        self._file.write(table + _TAIL.pack(len(table), zlib.crc32(table), crc, _MAGIC))

    def _crc(self) -> int:
        self._file.truncate(self._end)
        self._file.seek(0)
        crc = 0
        while chunk := self._file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
        return crc


class Region:
    """Room for one array in a file, filled from its start."""

    def __init__(self, descriptor: int, dtype: np.dtype[Any], start: int) -> None:
        self._descriptor = descriptor
        self._dtype = dtype
        self._position = start

    def append(self, piece: NDArray[Any]) -> None:
        """Write the array's next piece; its values must fit the array's type."""
        data = np.ascontiguousarray(piece, self._dtype).data.cast("B")
        while data:
            written = os.pwrite(self._descriptor, data, self._position)
            self._position += written
            data = data[written:]


class ArrayFile:
    """The arrays of a file, by name: read-only and backed by the file itself.

    Raises:
        IndexDamagedError: the file is cut short or altered.
        FileNotFoundError: there is no such file.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < _TAIL.size:
                raise IndexDamagedError(f"{path} is cut short.")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._table = _read_table(path, self._map)

    def __getitem__(self, name: str) -> NDArray[Any]:
        dtype, offset, count = self._table[name]
        return np.frombuffer(self._map, dtype, count, offset)


def _read_table(path: Path, data: mmap.mmap) -> dict[str, tuple[str, int, int]]:
    length, table_crc, body_crc, magic = _TAIL.unpack(data[-_TAIL.size :])
    start = len(data) - _TAIL.size - length
    table = data[max(start, 0) : len(data) - _TAIL.size]
    if magic != _MAGIC or start < 0 or zlib.crc32(table) != table_crc:
        raise IndexDamagedError(f"{path} is not a whole index file.")
    if start <= _CHECKED_WHOLE and zlib.crc32(data[:start]) != body_crc:
        raise IndexDamagedError(f"{path} was altered.")
    parsed: dict[str, tuple[str, int, int]] = json.loads(table)
    return parsed


def smallest(array: NDArray[Any]) -> NDArray[Any]:
    """The same whole numbers, none negative, in the smallest unsigned type that holds them.

    >>> smallest(np.array([1, 300])).dtype
    dtype('uint16')
    """
    return array.astype(np.min_scalar_type(int(array.max(initial=0))))
