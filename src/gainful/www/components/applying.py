"""What pages of applications share: questions of eligibility, their answers, and files handed out safely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from gainful.domain.cohorts.models import Application, Cohort, EligibilityRule, ProofDocument


@dataclass(frozen=True, slots=True)
class RuleField:
    """One question with the answer that is marked."""

    rule: EligibilityRule
    name: str
    says: str


def form_key(text: str) -> UUID | None:
    """Return the number of a form, by which it is one application however often it is sent; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def rule_fields(
    cohort: Cohort, given: Mapping[str, str], application: Application | None = None
) -> list[RuleField]:
    """Return the questions of a cohort, each with what was typed or stored."""
    stored = {} if application is None else {row.rule_id: row.says for row in application.answers.all()}
    return [
        RuleField(rule, f"rule-{rule.pk}", given.get(f"rule-{rule.pk}", stored.get(rule.pk, "")))
        for rule in cohort.rules.all()
    ]


def answers_given(cohort: Cohort, given: Any) -> dict[UUID, str]:
    """Return the answers that a sent form holds, by rule."""
    return {rule.pk: given[f"rule-{rule.pk}"] for rule in cohort.rules.all() if f"rule-{rule.pk}" in given}


def send_file(found: ProofDocument) -> HttpResponse:
    """Return a file as a download: a browser opens none of it as a page of ours."""
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    name = "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in found.filename) or "file"
    response["Content-Disposition"] = (
        f'attachment; filename="{name.encode("ascii", "replace").decode().replace("?", "_")}"'
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
