"""The report as a Word document holds what the page holds: the same words, real tables, figures with words."""

from __future__ import annotations

import io

import docx
import pytest

from gainful.engine.impact import evaluate
from gainful.exchange.evaluations.about import About
from gainful.exchange.evaluations.blocks import Heading, Table
from gainful.exchange.evaluations.report_content import report_of
from gainful.exchange.evaluations.word import to_word
from tests.engine.impact.evaluations import evaluation
from tests.exchange.evaluations.studies import PLAN, lottery_frame


def read(made):
    report = report_of(made, about=About(program="Welders & <Co>", run_by="A. Analyst"))
    return report, docx.Document(io.BytesIO(to_word(report)))


@pytest.fixture(scope="module")
def shown():
    return read(evaluate(lottery_frame(), PLAN))


def test_every_heading_and_table_of_the_report_is_there(shown):
    report, word = shown
    headings = [p.text for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [block.text for block in report.blocks if isinstance(block, Heading)]
    tables = [block for block in report.blocks if isinstance(block, Table)]
    first = word.tables[0]
    assert tuple(cell.text for cell in first.rows[0].cells) == tables[0].header
    assert "Welders & <Co>" in "".join(
        cell.text for table in word.tables for row in table.rows for cell in row.cells
    )


def test_header_rows_repeat_and_figures_have_words(shown):
    _, word = shown
    body = word.element.xml
    assert body.count("w:tblHeader") >= len(word.tables) - 1
    assert len(word.inline_shapes) >= 3
    assert body.count('descr="') >= len(word.inline_shapes)
    assert 'descr=""' not in body


def test_a_refused_effect_is_not_in_the_document():
    made = evaluation(failed=("overlap",))
    _, word = read(made)
    text = "\n".join(
        [p.text for p in word.paragraphs] + [c.text for t in word.tables for r in t.rows for c in r.cells]
    )
    assert "We do not show an effect" in text
    assert f"{made.primary.effect:,.0f}" not in text
