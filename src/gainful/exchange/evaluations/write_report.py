"""Write a report into a folder: HTML, PDF, Word and the bundle behind them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from gainful.engine.cost_benefit import CostBenefit
from gainful.engine.impact.model import Evaluation
from gainful.engine.impact.verdict import verdict_of
from gainful.engine.rules import RatingRules
from gainful.exchange.evaluations.about import About
from gainful.exchange.evaluations.blocks import Report


def write_report(
    evaluation: Evaluation,
    folder: Path,
    *,
    data: Path | None = None,
    rules: RatingRules | None = None,
    about: About | None = None,
) -> list[Path]:
    """Write report.html, report.pdf, report.docx and the bundle; return the files.

    `data` is the file that was analysed: its fingerprint is kept so that reproduce.py can tell the right file.
    """
    from gainful.exchange.evaluations.bundle import fingerprint, write_bundle
    from gainful.exchange.evaluations.report_content import report_of

    folder.mkdir(parents=True, exist_ok=True)
    verdict = verdict_of(evaluation, rules)
    told = about or About()
    if data is not None:
        known = fingerprint(data) or {}
        told = dataclasses.replace(
            told, file=told.file or data.name, fingerprint=str(known.get("sha256", ""))
        )
    written = write_pages(report_of(evaluation, verdict=verdict, about=told), folder)
    return written + write_bundle(evaluation, verdict, folder, data=data)


def write_pages(report: Report, folder: Path) -> list[Path]:
    """Write a report as HTML, PDF and Word; return the paths."""
    from gainful.exchange.evaluations.html import to_html
    from gainful.exchange.evaluations.pdf import to_pdf
    from gainful.exchange.evaluations.word import to_word

    html, pdf, word = folder / "report.html", folder / "report.pdf", folder / "report.docx"
    html.write_text(to_html(report), encoding="utf-8")
    pdf.write_bytes(to_pdf(report))
    word.write_bytes(to_word(report))
    return [html, pdf, word]


def write_cost_report(result: CostBenefit, folder: Path) -> list[Path]:
    """Write a cost–benefit account as report.html, report.pdf, report.docx and costbenefit.json; return the files."""
    import json

    from gainful.engine.cost_benefit.document import cost_benefit_document
    from gainful.exchange.evaluations.cost import cost_report_of

    folder.mkdir(parents=True, exist_ok=True)
    written = write_pages(cost_report_of(result), folder)
    data = folder / "costbenefit.json"
    body = cost_benefit_document(result).to_json()
    data.write_text(json.dumps(body, indent=2, ensure_ascii=False), encoding="utf-8")
    return [*written, data]
