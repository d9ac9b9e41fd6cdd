"""Reports of an evaluation or of a cost–benefit account, and the bundle that reproduces it."""

from gainful.exchange.evaluations.document import evaluation_document, evaluations_document
from gainful.exchange.evaluations.write_report import write_cost_report, write_report

__all__ = ["evaluation_document", "evaluations_document", "write_cost_report", "write_report"]
