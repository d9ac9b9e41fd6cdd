"""One room opens and writes tables: elsewhere a file would have rules of its own, or formulas for a spreadsheet."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "gainful"
READERS = {"csv", "openpyxl", "python_calamine"}
ALLOWED = {
    "engine/text/topics.py": "a word list of its own; the engine stands below the room",
    "exchange/hsds/reading.py": "tables of a published form, several in one archive",
}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0]


def test_only_the_table_room_reads_and_writes_tables():
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "exchange/tables" not in path.as_posix() and READERS & set(imported(path))
    }
    assert found == set(ALLOWED), "use exchange/tables: open_table, RowsFile; csv_lines, SafeWriter, own_rows"
