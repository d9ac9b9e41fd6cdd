"""Kinds of need: what an assessment asks about, what a service helps with, what a referral is for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.participants.models import BarrierKind


class Need(models.TextChoices):
    """What a person may need help with."""

    CHILD_CARE = "child_care", _("Child care")
    HOUSING = "housing", _("A place to live")
    FOOD = "food", _("Food")
    TRANSPORT = "transport", _("Getting around")
    MONEY = "money", _("Money and bills")
    HEALTH = "health", _("Health or disability")
    SUBSTANCE_USE = "substance_use", _("Alcohol or drugs")
    LEGAL = "legal", _("Legal help")
    DIGITAL = "digital", _("Phone, computer or internet")
    LANGUAGE = "language", _("English language")
    FAMILY = "family", _("Family")
    PSYCHOLOGICAL = "psychological", _("Stress and mental health")
    SAFETY = "safety", _("Safety at home")
    CLOTHING = "clothing", _("Work clothes or tools")
    WORK = "work", _("Work and training")
    OTHER = "other", _("Something else")


NEED_OF_BARRIER: dict[str, Need] = {
    BarrierKind.TRANSPORT: Need.TRANSPORT,
    BarrierKind.CHILDCARE: Need.CHILD_CARE,
    BarrierKind.INTERNET: Need.DIGITAL,
    BarrierKind.HOUSING: Need.HOUSING,
    BarrierKind.INCOME: Need.MONEY,
    BarrierKind.LANGUAGE: Need.LANGUAGE,
    BarrierKind.HEALTH: Need.HEALTH,
    BarrierKind.LEGAL: Need.LEGAL,
    BarrierKind.CLOTHING: Need.CLOTHING,
    BarrierKind.OTHER: Need.OTHER,
}
"""The need behind each barrier of a record."""

SENSITIVE: frozenset[str] = frozenset(
    {Need.HEALTH, Need.PSYCHOLOGICAL, Need.SUBSTANCE_USE, Need.LEGAL, Need.SAFETY}
)
"""Needs that are shown only under a consent of their own."""
