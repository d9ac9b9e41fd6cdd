"""Vectors kept in eight bits are the numbers that their scales make of them."""

from __future__ import annotations

import numpy as np

from gainful.engine.text.word_vectors import EightBitVectors, dequantised


def test_rows_are_the_same_as_of_the_whole_table_made_at_once():
    random = np.random.default_rng(1)
    vectors = random.integers(-127, 128, (40, 8), np.int8)
    scales = random.random(40).astype(np.float16)
    whole, kept = dequantised(vectors, scales), EightBitVectors(vectors, scales)
    rows = np.array([3, 3, 39, 0])
    assert np.array_equal(kept[rows], whole[rows])
    assert np.array_equal(kept[7], whole[7])
    assert kept[[5]].dtype == np.float32
    assert kept[np.array([], np.int64)].shape == (0, 8)
    assert (len(kept), kept.width) == whole.shape
