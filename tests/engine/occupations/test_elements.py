"""O*NET's elements by name."""

from __future__ import annotations

from gainful.engine.occupations import load_reference
from gainful.engine.skills.named import _elements_by_name


def test_no_two_elements_have_one_name():
    """O*NET calls a skill and a knowledge Mathematics: courses, gaps and modules are told apart by their names."""
    names = [element.name for element in load_reference().elements]
    assert len(names) == len(set(names))
    assert {"Mathematics (skill)", "Mathematics (knowledge)"} <= set(names)


def test_whoever_types_the_shared_name_means_the_subject():
    found = _elements_by_name(load_reference())
    assert found["mathematics"].name == "Mathematics (knowledge)"
