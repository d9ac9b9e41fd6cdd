"""Tables of an evaluation for a paper in LaTeX (booktabs): what is shown in the report, nothing more."""

from __future__ import annotations

from collections.abc import Iterable

from gainful.engine.impact.model import Evaluation
from gainful.exchange.evaluations.blocks import Table
from gainful.exchange.evaluations.technical_tables import alike, checks, estimates

_SIGNS = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "−": "$-$", "—": "---", "“": "``", "”": "''",
}  # fmt: skip


def latex_tables(evaluation: Evaluation) -> str:
    """Return balance, checks and estimates as LaTeX tables; \\usepackage{booktabs} in the paper's preamble."""
    blocks = (*alike(evaluation), *estimates(evaluation), *checks(evaluation))
    return "\n".join(_table(block) for block in blocks if isinstance(block, Table))


def _table(block: Table) -> str:
    columns = "".join("r" if place in block.numbers else "p{4cm}" for place in range(len(block.header)))
    body = " \\\\\n".join(_row(row) for row in block.rows)
    notes = "".join(f"\n\\par\\footnotesize {_safe(note)}" for note in block.notes)
    return (
        f"\\begin{{table}}\n\\caption{{{_safe(block.caption)}}}\n\\begin{{tabular}}{{{columns}}}\n\\toprule\n"
        f"{_row(block.header)} \\\\\n\\midrule\n{body} \\\\\n\\bottomrule\n\\end{{tabular}}{notes}\n\\end{{table}}\n"
    )


def _row(cells: Iterable[str]) -> str:
    return " & ".join(_safe(cell) for cell in cells)


def _safe(text: str) -> str:
    return "".join(_SIGNS.get(letter, letter) for letter in text)
