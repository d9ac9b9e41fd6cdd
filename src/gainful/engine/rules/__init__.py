"""Dated, versioned figures and rules, each with its source; an agency can correct them with a file of its own."""

from gainful.engine.rules.parameters import Parameter, load_parameters, parameter
from gainful.engine.rules.rating_rules import LEVELS, Criterion, RatingRules, RuleFileError, load_rating_rules

__all__ = [
    "LEVELS",
    "Criterion",
    "Parameter",
    "RatingRules",
    "RuleFileError",
    "load_parameters",
    "load_rating_rules",
    "parameter",
]
