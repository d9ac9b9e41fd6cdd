"""Tables of studies as spreadsheets of other countries save them."""

from __future__ import annotations

import pandas as pd
import pytest

from gainful.exchange.studies import read_study

FRAME = pd.DataFrame({"take part": [1, 0, 1], "Löhne": [1234.5, -0.25, 7.0]})


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("a.csv", {}),
        ("b.csv", {"sep": ";", "decimal": ",", "encoding": "cp1252"}),
        ("c.txt", {"sep": "\t", "encoding": "utf-8-sig"}),
    ],
)
def test_fields_and_decimals_are_told_apart(tmp_path, name, how):
    FRAME.to_csv(tmp_path / name, index=False, **how)
    pd.testing.assert_frame_equal(read_study(tmp_path / name), FRAME)


def test_stata_and_parquet_hold_the_same(tmp_path):
    FRAME.to_parquet(tmp_path / "a.parquet")
    pd.testing.assert_frame_equal(read_study(tmp_path / "a.parquet"), FRAME)
    plain = FRAME.rename(columns={"take part": "d", "Löhne": "y"})
    plain.to_stata(tmp_path / "a.dta", write_index=False)
    pd.testing.assert_frame_equal(read_study(tmp_path / "a.dta"), plain, check_dtype=False)


def test_none_is_an_answer_among_words_and_unknown_among_figures(tmp_path):
    path = tmp_path / "arthritis.csv"
    path.write_text("arm,improved,before,note\n1,None,3,None\n0,Some,None,\n1,Marked,4,x\n")
    frame = read_study(path)
    assert list(frame["improved"]) == ["None", "Some", "Marked"]
    assert frame["before"].dtype == float
    assert frame["before"].isna().tolist() == [False, True, False]
    assert frame["note"].isna().tolist() == [False, True, False]


def test_missing_among_words_is_empty_however_a_statistics_program_writes_it(tmp_path):
    file = tmp_path / "arms.csv"
    file.write_text("arm,y\ntreated,1\nNA,2\nNULL,3\n<NA>,4\nNone,5\nNaN,6\n")
    arms = read_study(file)["arm"]
    assert list(arms.isna()) == [False, True, True, True, False, True]
