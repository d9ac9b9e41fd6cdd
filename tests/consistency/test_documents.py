"""Documents that code and other documents name must be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_NAMED = re.compile(r"\bdocs/[\w/.-]+?\.(?:md|json)\b")
_LINK = re.compile(r"\]\(([\w./-]+\.md)(?:#[\w-]*)?\)")
CODE = sorted(p for room in ("src", "bench", "scripts") for p in (ROOT / room).rglob("*.py"))
PAPERS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def test_every_document_that_code_names_exists() -> None:
    named = {(name, path) for path in CODE for name in _NAMED.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 5
    assert not sorted(
        f"{path.relative_to(ROOT)}: {name}" for name, path in named if not (ROOT / name).is_file()
    )


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(paper: Path) -> None:
    links = _LINK.findall(paper.read_text(encoding="utf-8"))
    assert not [link for link in links if not (paper.parent / link).is_file()]
