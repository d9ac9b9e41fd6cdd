"""An evaluation with its rating and verdict as one typed JSON document (docs/schema/evaluation.schema.json)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from gainful.engine.impact.model import Design, Estimand, Evaluation, SubgroupEstimate, plain
from gainful.engine.impact.rating import Level
from gainful.engine.impact.verdict import Kind, Verdict, verdict_of
from gainful.engine.records.document import Document, Number, Part, Sparse
from gainful.engine.rules import RatingRules

SMALLEST_CELL = 10
"""Groups with fewer people are not reported: a figure could be traced to a person."""
SUPPRESSED = "—"

Version = Literal["1.0"]
Figure = Number | None
Cell = str | bool | Number | None


class StudyPlanPart(Part):
    """What was asked and how it was to be answered; names are columns of the data."""

    question: str
    outcome: str
    treatment: str
    design: Design
    estimand: Estimand
    covariates: tuple[str, ...]
    pre_outcomes: tuple[str, ...]
    assignment: str | None
    given: tuple[str, ...]
    probability: str | None
    weight: str | None
    strata: str | None
    cluster: str | None
    unit: str | None
    time: str | None
    first_treated: str | None
    running: str | None
    cutoff: Figure
    subgroups: tuple[str, ...]
    quantiles: tuple[Number, ...]
    placebo_outcome: str | None
    treated_is: str | None
    compared_with: str | None
    other_outcomes: tuple[str, ...]
    began: str | None
    later: tuple[str, ...]
    trim: bool
    outcome_is: str | None
    outcome_label: str
    outcome_unit: str
    seed: int
    expert: bool


class ArmPart(Part):
    """How many people of one arm entered and how many outcomes are known; pending is not missing."""

    name: str
    entered: int
    known: int
    missing: int
    pending: int


class FlowPart(Part):
    """From everybody in the file to those analysed; attrition in shares of one."""

    in_file: int
    dropped: Annotated[
        tuple[tuple[str, int], ...], Field(description="Why rows could not be used, and how many.")
    ]
    arms: tuple[ArmPart, ...]
    analysed: int
    overall_attrition: Figure
    differential_attrition: Figure


class BalancePart(Part):
    """A covariate in both groups, before and after weighting; SMD in pooled standard deviations."""

    covariate: str
    mean_treated: Figure
    mean_comparison: Figure
    mean_weighted: Figure
    smd_before: Figure
    smd_after: Figure


class EstimatePart(Part):
    """One estimator's answer, in units of the outcome; `causal` is false for the plain difference."""

    id: str
    name: str
    estimand: Estimand
    effect: Figure
    se: Figure
    low: Figure
    high: Figure
    p_value: Figure
    n_treated: int
    n_comparison: int
    primary: bool
    causal: bool
    note: str
    dose: Annotated[
        str, Field(description="A treatment that is an amount: the effect is that of one more unit.")
    ]


class DiagnosticPart(Part):
    """A figure that says something about the design; `bound` is where it would start to worry."""

    id: str
    name: str
    figure: Figure
    bound: Figure
    words: str
    unit: str
    rows: tuple[dict[str, Cell], ...]


class GatePart(Part):
    """A rule that must hold before an effect is shown."""

    id: str
    rule: str
    passed: bool
    figure: Figure
    bound: Figure
    said: str
    fix: str
    source: str
    naive: bool
    tried: bool


class SubgroupPart(Sparse):
    """The effect in a group named in advance; figures are null where `suppressed` says why."""

    group: str
    value: str
    effect: Figure
    se: Figure
    low: Figure
    high: Figure
    n_treated: int | None
    n_comparison: int | None
    p_adjusted: Figure
    suppressed: str | None = None


class OverlapPart(Sparse):
    """Counts of both groups by chance of being treated, between `edges`; empty where no chance was worked out."""

    edges: tuple[Number, ...] | None = None
    treated: tuple[int, ...] | None = None
    comparison: tuple[int, ...] | None = None


class EventPart(Part):
    """The effect in a period, counted from the start of the program."""

    period: Number
    effect: Figure
    low: Figure
    high: Figure


class TimeLinePart(Part):
    """How the columns of the file were placed in time before anything was checked."""

    began: str
    starts: str
    before: tuple[str, ...]
    between: tuple[str, ...]
    after: tuple[str, ...]
    undated: tuple[str, ...]
    words: str


class ReasonPart(Part):
    """One criterion with what it found; `met` is null where it does not apply or could not be looked at."""

    id: str
    met: bool | None
    said: str
    figure: Figure
    bound: Figure
    caps: Literal["", "low", "moderate", "high"]
    source: str
    basis: str


class RatingPart(Part):
    """How strong the evidence is, with every reason and the version of the rules."""

    outcome: str
    level: Level
    provisional: bool
    reasons: tuple[ReasonPart, ...]
    rules: str
    rules_version: str
    rules_source: str
    rules_fingerprint: str
    agency: str
    agency_reason: str
    agency_changed: tuple[str, ...]


class RefusalPart(Part):
    """Why a gate refuses: in words for everyone, then the rule with its figure and what would fix it."""

    gate: str
    plain: str
    fix_plain: str
    rule: str
    said: str
    fix: str
    source: str


class VerdictPart(Part):
    """What was found, in plain words."""

    kind: Kind
    headline: Annotated[str, Field(min_length=1)]
    range: str
    because: str
    evidence: str
    unknown: tuple[str, ...]
    refusals: tuple[RefusalPart, ...]
    naive: str
    expert: str
    text: str


class DataPart(Part):
    """The file that was analysed, so that it can be told again."""

    name: str
    bytes: int
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class EvaluationDocument(Document, Sparse):
    """What `gainful evaluate --json` prints for one outcome and evaluation.json holds.

    Figures are in units of the outcome; shares are of one; unknown figures are null. An effect that a check refuses
    is not in it. `data` stands in evaluation.json only.
    """

    published_as: ClassVar[str] = "evaluation"
    may_be_null: ClassVar[frozenset[str]] = frozenset({"data"})

    schema_version: Annotated[Version, Field(alias="schema_version")] = "1.0"
    shown: bool
    opened_by_expert: bool
    refused_by: tuple[str, ...]
    naive_refused_by: tuple[str, ...]
    plan: StudyPlanPart
    flow: FlowPart
    balance: tuple[BalancePart, ...]
    estimates: tuple[EstimatePart, ...]
    diagnostics: tuple[DiagnosticPart, ...]
    gates: tuple[GatePart, ...]
    subgroups: tuple[SubgroupPart, ...]
    minimum_detectable: Figure
    comparison_mean: Figure
    warnings: tuple[str, ...]
    overlap: OverlapPart
    event_study: tuple[EventPart, ...]
    versions: dict[str, str]
    time_line: TimeLinePart
    rating: RatingPart
    verdict: VerdictPart
    data: DataPart | None = None


class EvaluationsDocument(Document):
    """What `gainful evaluate --json` prints for several outcomes or arms: p values corrected, by outcome."""

    published_as: ClassVar[str] = "evaluations"

    schema_version: Annotated[Version, Field(alias="schema_version")] = "1.0"
    evaluations: tuple[EvaluationDocument, ...]
    p_adjusted: dict[str, float]


def evaluation_document(
    evaluation: Evaluation,
    rules: RatingRules | None = None,
    *,
    verdict: Verdict | None = None,
    **more: object,
) -> EvaluationDocument:
    """Return the whole as a document, with `more` fields such as `data`; small subgroups are left out."""
    said = verdict or verdict_of(evaluation, rules)
    body = evaluation.to_json()
    groups = [] if not evaluation.shown else [_subgroup(group) for group in evaluation.subgroups]
    rating, words = plain(said.rating.to_json()), plain(said.to_json())
    return EvaluationDocument.model_validate(
        {**body, "subgroups": groups, "rating": rating, "verdict": words, **more}
    )


def _subgroup(group: SubgroupEstimate) -> JsonValue:
    """Return a subgroup as plain values, without its figures where it is small."""
    if min(group.n_treated, group.n_comparison) >= SMALLEST_CELL:
        return plain(asdict(group))
    hidden = dict.fromkeys(("effect", "se", "low", "high", "p_adjusted", "n_treated", "n_comparison"))
    return plain({**asdict(group), **hidden, "suppressed": f"fewer than {SMALLEST_CELL} people in a group"})


def evaluations_document(
    evaluations: Sequence[EvaluationDocument], p_adjusted: Mapping[str, float]
) -> EvaluationsDocument:
    """Return several evaluations of one run as one document."""
    return EvaluationsDocument(evaluations=tuple(evaluations), p_adjusted=dict(p_adjusted))
