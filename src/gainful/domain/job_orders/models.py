"""Job orders: the job that needs doing, the profile it asks for, and who signed that profile."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from gainful.domain.job_orders.commitments import Commitment, Opening
from gainful.domain.job_orders.stated import StatedJob, WageUnit, pay_words, range_words
from gainful.domain.job_orders.states import JobOrderStatus
from gainful.domain.job_orders.submitted import SubmittedJob
from gainful.domain.organizations.models import Organization
from gainful.domain.programs.models import Program
from gainful.engine.competencies.model import CompetencyProfile, Evidence, EvidenceKind, ProfileLine, Span
from gainful.engine.competencies.model import Domain as CompetencyDomain
from gainful.engine.competencies.model import Need as EngineNeed
from gainful.engine.competencies.model import Taxonomy as EngineTaxonomy

if TYPE_CHECKING:
    from gainful.engine.ranking.premium import Premium

__all__ = [
    "Commitment",
    "JobOrder",
    "Need",
    "Opening",
    "ProfileConfirmation",
    "ProfileVersion",
    "RequiredCompetency",
    "SubmittedJob",
    "WageUnit",
]


SHIFTS = ("day", "evening", "night", "rotating", "weekend", "flexible")


def _must(words: str, *, must: bool) -> str:
    return words if must else gettext("%(what)s, nice to have") % {"what": words}


class Need(models.TextChoices):
    """When the job needs a competency (the values are the engine's)."""

    DAY_ONE = "day_one", _("Must have on day one")
    WE_TRAIN = "we_train", _("We will train")
    NICE = "nice_to_have", _("Nice to have")


@pghistory.track(exclude=["posting_text"])
class JobOrder(StatedJob):
    """A job an employer needs done, held by its agency; pins the reference release it was read with."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="job_orders")
    employer = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="employer_job_orders"
    )
    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, null=True, blank=True, related_name="job_orders"
    )
    employer_name = models.CharField(_("employer"), max_length=200, blank=True)
    occupation_code = models.CharField(_("occupation"), max_length=12, blank=True)
    occupation_title = models.CharField(max_length=200, blank=True)
    occupation_confidence = models.CharField(max_length=20, blank=True)
    runners_up = models.JSONField(default=list, blank=True)
    reference_version = models.CharField(max_length=40, blank=True)
    area_code = models.CharField(_("OEWS area"), max_length=10, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=list, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=JobOrderStatus, default=JobOrderStatus.DRAFT
    )
    is_sample = models.BooleanField(_("sample data"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-updated_at", "id"]
        indexes = [models.Index(fields=["agency", "status", "-updated_at"], name="job_orders_by_agency")]
        constraints = [
            models.CheckConstraint(condition=models.Q(openings__gte=1), name="job_orders_openings_positive"),
            models.CheckConstraint(
                condition=models.Q(status__in=JobOrderStatus.values), name="job_orders_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(wage_low=None)
                | models.Q(wage_high=None)
                | models.Q(wage_high__gte=models.F("wage_low")),
                name="job_orders_wage_low_first",
            ),
            models.CheckConstraint(
                condition=models.Q(is_internal=False) | models.Q(employer__isnull=False),
                name="job_orders_internal_at_an_employer",
            ),
            models.CheckConstraint(
                condition=models.Q(hours_per_week=None)
                | models.Q(hours_per_week__gt=0, hours_per_week__lte=168),
                name="job_orders_hours_sane",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def employer_label(self) -> str:
        """The employer's name, from the organization or as it was typed."""
        return self.employer.name if self.employer else self.employer_name

    @property
    def schedule_words(self) -> str:
        """The schedule as a person writes it: "day, night, weekend", whatever the order it was read in."""
        words = {word.strip() for word in self.schedule.split(",") if word.strip()}
        return ", ".join(sorted(words, key=lambda word: (SHIFTS.index(word) if word in SHIFTS else 9, word)))

    @property
    def times_words(self) -> str:
        """Days and times of day as the posting names them: "Monday to Friday, 7 am - 3 pm"; empty where it does not."""
        named = (self.facts.get(name) or {} for name in ("days", "times"))
        return ", ".join(each["text"] for each in named if each.get("text"))

    @property
    def start_words(self) -> str:
        """The first day of work as the posting writes it, "July 1"; empty where it names none."""
        return str((self.facts.get("starts") or {}).get("text", ""))

    @property
    def gives(self) -> tuple[str, ...]:
        """What the employer gives beside the pay, in the posting's words."""
        return tuple(map(str, (self.facts.get("gives") or {}).get("each", ())))

    @property
    def remote_words(self) -> str:
        """Whether the work is done on site, from elsewhere or both; empty where the posting does not say."""
        told = (self.facts.get("remote") or {}).get("text")
        words = {
            "hybrid": _("partly on site, partly from home"),
            "remote": _("from home"),
            "on_site": _("on site"),
        }
        return str(words.get(str(told), ""))

    @property
    def hours_words(self) -> str:
        """What is said of the hours where no figure is: full or part time; empty where nothing is."""
        told = {"full time": _("full time, no figure"), "part time": _("part time, no figure")}
        return str(told.get(self.contract, ""))

    @property
    def schooling_words(self) -> str:
        """The least schooling the posting asks for, in words; empty where it names none."""
        from gainful.engine.credentials.schooling import DEGREES

        asked = self.facts.get("schooling")
        refused = {"none": _("No diploma needed"), "no_degree": _("No degree needed")}
        name = asked and (refused.get(asked["level"]) or DEGREES.get(asked["level"], ("", ""))[1])
        return _must(str(name), must=asked["must"]) if asked else ""

    @property
    def experience_words(self) -> str:
        """The least experience the posting asks for, in words; empty where it names none."""
        asked = self.facts.get("experience")
        if not asked:
            return ""
        months = round(asked["years"] * 12)
        words = (
            ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
            if months < 12
            else ngettext("%(n)s year", "%(n)s years", round(months / 12)) % {"n": f"{asked['years']:g}"}
        )
        return _must(words, must=asked["must"])

    @property
    def pay_words(self) -> str:
        """Pay in its own currency: "$18.75–$21 an hour", "up to $22 an hour"; empty where unknown."""
        elsewhere = self.facts.get("pay")
        if self.wage_low is None and self.wage_high is None and elsewhere:
            unit = WageUnit(elsewhere["unit"]).label if elsewhere["unit"] in WageUnit.values else ""
            return range_words(elsewhere["low"], elsewhere["high"], f"{elsewhere['currency']} ") + f" {unit}"
        return pay_words(self.wage_low, self.wage_high, self.wage_unit)

    @property
    def wage_annual(self) -> float | None:
        """The lower wage as USD a year (2,080 hours, or the stated hours times 52), None where not stated.

        Where the posting gives only a most ("up to $22"), that. A premium that every hour of the job earns is part of
        it.
        """
        from gainful.engine.ranking.job_constraints import yearly_pay

        lowest, premium = self._lowest, self.premium
        if lowest is None:
            return None
        counted = premium.counted if premium else 0.0
        return yearly_pay(round(lowest + counted, 2), self.wage_unit, self.hours_per_week)

    @property
    def _lowest(self) -> float | None:
        lowest = self.wage_low if self.wage_low is not None else self.wage_high
        return None if lowest is None else float(lowest)

    @property
    def premium(self) -> Premium | None:
        """The premium that the posting adds to its pay, None where it adds none or states no pay in dollars."""
        from gainful.engine.ranking.premium import premium_of

        told, lowest = self.facts.get("premium"), self._lowest
        if not told or lowest is None:
            return None
        return premium_of(told["text"], lowest, self.wage_unit, self.schedule)


@pghistory.track()
class ProfileVersion(models.Model):
    """One version of the profile; once signed nothing in it can change (a trigger refuses)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    job_order = models.ForeignKey(JobOrder, on_delete=models.CASCADE, related_name="profile_versions")
    number = models.PositiveSmallIntegerField()
    occupation_code = models.CharField(max_length=12, blank=True)
    reference_version = models.CharField(max_length=40)
    signed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["job_order", "number"], name="job_orders_version_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    def profile(self) -> CompetencyProfile:
        """Return the version as the engine's profile."""
        return CompetencyProfile(self.reference_version, tuple(line.as_line() for line in self.lines.all()))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RequiredCompetency(models.Model):
    """One line of a profile: what is needed, how much, when, and where in the posting it says so."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(ProfileVersion, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    competency_id = models.CharField(_("competency"), max_length=120)
    taxonomy = models.CharField(max_length=12)
    domain = models.CharField(max_length=20)
    name = models.CharField(_("name"), max_length=300)
    level = models.FloatField(_("level"), null=True, blank=True)
    importance = models.FloatField(_("importance"), null=True, blank=True)
    need = models.CharField(_("when"), max_length=12, choices=Need, default=Need.WE_TRAIN)
    confidence = models.CharField(max_length=10, default="likely")
    evidence_kind = models.CharField(max_length=30)
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    span_text = models.TextField(blank=True)
    note = models.CharField(max_length=400, blank=True)
    changed_by = models.CharField(_("changed by"), max_length=20, blank=True)

    class Meta:
        ordering = ["position", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "competency_id"], name="job_orders_line_once"),
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__range=(0, 7)), name="job_orders_level_0_to_7"
            ),
            models.CheckConstraint(
                condition=models.Q(importance=None) | models.Q(importance__range=(1, 5)),
                name="job_orders_importance_1_to_5",
            ),
            models.CheckConstraint(condition=models.Q(need__in=Need.values), name="job_orders_need_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def as_line(self) -> ProfileLine:
        """Return the line in the engine's words."""
        span = None
        if self.span_start is not None and self.span_end is not None:
            span = Span(self.span_start, self.span_end, self.span_text)
        return ProfileLine(
            competency_id=self.competency_id,
            taxonomy=EngineTaxonomy(self.taxonomy),
            domain=CompetencyDomain(self.domain),
            name=self.name,
            level=self.level,
            importance=self.importance,
            need=EngineNeed(self.need),
            confidence=self.confidence,
            evidence=(Evidence(EvidenceKind(self.evidence_kind), span, self.note),),
        )


@pghistory.track()
class ProfileConfirmation(models.Model):
    """A signature under one version: who, as what, when, by account or by link, over which content."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.OneToOneField(ProfileVersion, on_delete=models.CASCADE, related_name="confirmation")
    name = models.CharField(_("full name"), max_length=200)
    title = models.CharField(_("job title"), max_length=200)
    on_behalf_of = models.CharField(_("for"), max_length=200, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link_id = models.UUIDField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-signed_at", "id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.signed_at:%Y-%m-%d}"
