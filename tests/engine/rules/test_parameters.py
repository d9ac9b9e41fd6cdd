from __future__ import annotations

from datetime import date

import pytest

from gainful.engine.rules import load_parameters, load_rating_rules, parameter


def test_a_figure_comes_with_its_source_and_its_day():
    found = parameter("equivalence-adjusted")
    assert (found.value, found.unit) == (0.25, "standard deviations")
    assert "What Works Clearinghouse" in found.source


def test_no_figure_before_it_was_in_force():
    with pytest.raises(KeyError, match="in force on 1990-01-01"):
        parameter("discount-rate", date(1990, 1, 1))
    assert parameter("discount-rate", date(2020, 1, 1)).value == 0.03


def test_a_newer_entry_replaces_an_older_one_from_its_day(tmp_path):
    file = tmp_path / "parameters.toml"
    entry = '[[parameter]]\nid = "x"\nvalue = {}\nunit = "u"\nwords = "w"\nfrom = {}\nsource = "s"\nstatus = "ours"\n'
    file.write_text(entry.format(1, "2000-01-01") + entry.format(2, "2010-01-01"))
    assert [item.value for item in load_parameters(file)] == [1, 2]


def test_every_figure_and_criterion_has_words_a_source_and_says_whose_it_is():
    for item in load_parameters():
        assert item.words
        assert item.source
        assert item.status in {"published", "ours"}
    for criterion in load_rating_rules().criteria:
        assert criterion.words
        assert criterion.fails.endswith(".")
        assert criterion.source
        assert criterion.basis in {"follows", "ours"}
