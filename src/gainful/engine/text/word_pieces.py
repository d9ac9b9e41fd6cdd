"""The sentence model without its table of word pieces: the table is read from the model's file row by row.

Loaded whole, the library turns the table of 30,522 rows from eight bits into 47 MB of float32, of which a text needs a
few rows. The table and the steps that read it are cut out of the graph (`cut`); its rows are made by the same two
operations here and handed to the graph as one more input. An ONNX file is a Protocol Buffers message: fields with a
number and a length (protobuf.dev/programming-guides/encoding; field numbers from onnx.proto3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

GRAPH, NODE, INITIALIZER, INPUT = 7, 1, 5, 11
NODE_INPUT, NODE_OUTPUT, NODE_OPERATION = 1, 2, 4
TENSOR_DIMENSION, TENSOR_NAME, TENSOR_BYTES = 1, 8, 9
ROWS_OF_INPUT = "input_ids"


class UnknownGraphError(ValueError):
    """The file is no model whose table of word pieces is read as we know it."""


@dataclass(frozen=True, slots=True)
class WordPieces:
    """The table of word pieces: eight-bit rows in the file, and a scale for each."""

    name: str
    """The graph's input that takes the rows."""
    rows: np.ndarray
    """int8 [pieces, d], mapped from the file."""
    scales: np.ndarray
    """float32 [pieces, 1]"""

    def __getitem__(self, pieces: np.ndarray) -> np.ndarray:
        """The rows of some pieces, float32 [..., d]."""
        return self.rows[pieces].astype(np.float32) * self.scales[pieces]


@dataclass(frozen=True, slots=True)
class _Field:
    number: int
    whole: memoryview
    value: memoryview
    """The bytes of a text or message; those of the number itself where the field is a number."""


def cut(path: Path) -> tuple[bytes, WordPieces]:
    """Return the model without its table, and the table; UnknownGraphError where the file is built otherwise."""
    model = memoryview(path.read_bytes())
    graph = next((field for field in _fields(model) if field.number == GRAPH), None)
    if graph is None:
        raise UnknownGraphError("no graph")
    fields = list(_fields(graph.value))
    nodes = [field for field in fields if field.number == NODE]
    gather = _only(nodes, "Gather", reads=ROWS_OF_INPUT)
    table, _ = _names(gather, NODE_INPUT)
    multiply = _only(nodes, "Mul", writes=table)
    converted, scale_name = _names(multiply, NODE_INPUT)
    cast = _only(nodes, "Cast", writes=converted)
    (row_name,) = _names(cast, NODE_INPUT)
    tensors = {_names(f, TENSOR_NAME)[0]: f for f in fields if f.number == INITIALIZER}
    if not {row_name, scale_name} <= tensors.keys():
        raise UnknownGraphError("the table is no constant")
    (name,) = _names(gather, NODE_OUTPUT)
    removed = {id(f) for f in (gather, multiply, cast, tensors[row_name], tensors[scale_name])}
    left = b"".join(f.whole for f in fields if id(f) not in removed)
    new_graph = left + _message(INPUT, _float_input(name))
    rest = b"".join(f.whole for f in _fields(model) if f.number != GRAPH)
    shape, start = _shape_and_place(tensors[row_name], model)
    scale_shape, scale_start = _shape_and_place(tensors[scale_name], model)
    rows = np.memmap(path, np.int8, "r", offset=start, shape=shape)
    count = int(np.prod(scale_shape))
    scales = np.frombuffer(model, np.float32, count, scale_start).reshape(scale_shape).copy()
    if len(shape) != 2 or scale_shape != (shape[0], 1):
        raise UnknownGraphError("the table has no scale for each row")
    return rest + _message(GRAPH, new_graph), WordPieces(name, rows, scales)


def _fields(message: memoryview) -> Iterator[_Field]:
    place = 0
    while place < len(message):
        start = place
        key, place = _number(message, place)
        kind, begin = key & 7, place
        if kind == 0:
            _, place = _number(message, place)
        elif kind == 2:
            length, begin = _number(message, place)
            place = begin + length
        elif kind in {1, 5}:
            place += 8 if kind == 1 else 4
        else:
            raise UnknownGraphError(f"a field of kind {kind}")
        yield _Field(key >> 3, message[start:place], message[begin:place])


def _number(message: memoryview, place: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, lowest first, and the place behind it."""
    value = shift = 0
    while True:
        byte = message[place]
        place += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, place
        shift += 7


def _written(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _message(number: int, content: bytes) -> bytes:
    return _written(number << 3 | 2) + _written(len(content)) + content


def _float_input(name: str) -> bytes:
    """Describe an input of float32 numbers whose shape is left open (ValueInfoProto: name 1, type 2, tensor 1)."""
    tensor = _written(1 << 3) + _written(1)  # elem_type FLOAT
    return _message(1, name.encode()) + _message(2, _message(1, tensor))


def _names(field: _Field, number: int) -> list[str]:
    return [bytes(part.value).decode() for part in _fields(field.value) if part.number == number]


def _only(nodes: list[_Field], operation: str, *, reads: str = "", writes: str = "") -> _Field:
    """Return the one node that does this to that; none or several are an UnknownGraphError."""
    found = [
        node
        for node in nodes
        if _names(node, NODE_OPERATION) == [operation]
        and (not reads or reads in _names(node, NODE_INPUT))
        and (not writes or writes in _names(node, NODE_OUTPUT))
    ]
    if len(found) != 1:
        raise UnknownGraphError(f"{len(found)} steps {operation} where one is known")
    return found[0]


def _shape_and_place(tensor: _Field, model: memoryview) -> tuple[tuple[int, ...], int]:
    """Return a tensor's shape and where its numbers begin in the file."""
    parts = list(_fields(tensor.value))
    shape = tuple(_number(part.value, 0)[0] for part in parts if part.number == TENSOR_DIMENSION)
    raw = next((part.value for part in parts if part.number == TENSOR_BYTES), None)
    if raw is None:
        raise UnknownGraphError("a tensor without its bytes")
    address = np.frombuffer(raw, np.uint8).ctypes.data - np.frombuffer(model, np.uint8).ctypes.data
    return shape, int(address)
