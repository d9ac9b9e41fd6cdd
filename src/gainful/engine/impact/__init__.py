"""What happened, was it us, how sure are we: designs, gates, estimators, diagnostics."""

from gainful.engine.impact.evaluate import adjusted_for_many, evaluate
from gainful.engine.impact.model import Design, Estimand, Evaluation, StudyPlan

__all__ = ["Design", "Estimand", "Evaluation", "StudyPlan", "adjusted_for_many", "evaluate"]
