"""A plan as PDF (PDF/UA, tagged) set by typst from its document; no font or package is fetched from anywhere."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from gainful.engine.planning.document import PlanDocument
from gainful.exchange.plans.paper import paper


def plan_pdf(plan: PlanDocument, *, signature: bool = False, note: str = "") -> bytes:
    """Return the PDF of a plan; `signature` adds a place to sign, `note` the footer.

    Where a name needs letters that the built-in fonts lack, the machine's fonts are used and the strict PDF/UA check
    is left out: a plan that prints is worth more than a seal.
    """
    return compiled(_template(), _data(plan, signature=signature, note=note))


def compiled(template: bytes, data: dict[str, str]) -> bytes:
    """Return a template with its data as one PDF, strict first."""
    import typst

    try:
        made = typst.Compiler(template, font_paths=_fonts(system=False), sys_inputs=data).compile(
            format="pdf", pdf_standards="ua-1"
        )
    except typst.TypstError:
        made = typst.Compiler(template, font_paths=_fonts(system=True), sys_inputs=data).compile(format="pdf")
    assert isinstance(made, bytes)  # noqa: S101 - one document, one file
    return made


def plan_pages(plan: PlanDocument, *, ppi: float = 100) -> list[bytes]:
    """Return the pages as PNG, for looking at them."""
    return pictures(_template(), _data(plan, signature=True, note=""), ppi=ppi)


def pictures(template: bytes, data: dict[str, str], *, ppi: float) -> list[bytes]:
    """Return the pages of a template with its data as PNG; the machine's fonts serve where a name needs them."""
    import typst

    made = typst.Compiler(template, font_paths=_fonts(system=True), sys_inputs=data).compile(
        format="png", ppi=ppi
    )
    return made if isinstance(made, list) else [made] if made else []


def _data(plan: PlanDocument, *, signature: bool, note: str) -> dict[str, str]:
    return {"plan": json.dumps(paper(plan, signature=signature, note=note))}


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("gainful.exchange.plans").joinpath("plan.typ").read_bytes()


@lru_cache(maxsize=2)
def _fonts(*, system: bool) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True)
