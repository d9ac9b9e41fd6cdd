"""Which instrument and preset an agency uses: its own where it loaded one, else what comes with Gainful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.organizations.models import Organization
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import AgencyInstrument, Assessment, NeedsPreset
from gainful.engine.support.answers import AnswerError
from gainful.engine.support.instruments import (
    Instrument,
    Preset,
    instrument_from,
    packaged_instruments,
    packaged_presets,
)

DEFAULT = "needs"
_WRONG: Mapping[str, str | Promise] = {
    "long": gettext_lazy("Write at most %(most)s characters."),
    "choice": gettext_lazy("Choose one of the answers."),
    "number": gettext_lazy("Write a whole number."),
    "range": gettext_lazy("Write a whole number from %(low)s to %(high)s."),
}


def wrong_words(error: AnswerError) -> str:
    """Return why an answer is none, in the reader's language."""
    return str(_WRONG[error.code]) % error.values


def _own(organization: Organization, code: str) -> list[AgencyInstrument]:
    return list(
        AgencyInstrument.objects.filter(organization=organization, code=code).order_by("-version", "language")
    )


def current_instrument(organization: Organization, code: str = DEFAULT, language: str = "en") -> Instrument:
    """Return the newest version that may be begun, in the language or else in English; SupportError where none may."""
    own = _own(organization, code)
    loaded = [instrument_from(row.document) for row in own if row.retired_at is None]
    retired = {(row.version, row.language) for row in own if row.retired_at is not None}
    packaged = [
        item
        for item in packaged_instruments()
        if item.code == code and (item.version, item.language) not in retired
    ]
    for found in (
        loaded,
        packaged,
    ):  # one that the agency loaded in a third language takes nothing from the others
        for wanted in (language, "en"):
            if fits := [item for item in found if item.language == wanted]:
                return max(fits, key=lambda item: item.version)
    raise SupportError(
        _("There is no needs assessment to begin."), hint=_("A manager can load one: `gainful needs load`.")
    )


def instrument_of(assessment: Assessment) -> Instrument:
    """Return the version that an assessment began with, retired or not; SupportError where it is gone."""
    key = (assessment.instrument, assessment.version, assessment.language)
    row = AgencyInstrument.objects.filter(
        organization=assessment.organization_id, code=key[0], version=key[1], language=key[2]
    ).first()
    if row is not None and row.document:
        return instrument_from(row.document)
    found = [item for item in packaged_instruments() if (item.code, item.version, item.language) == key]
    if not found:
        raise SupportError(_("The questions of this assessment are not here any more."))
    return found[0]


def presets_of(organization: Organization) -> Sequence[Preset]:
    """Return the presets of an agency: its own over those that come with Gainful, in their order, own ones last."""
    own = {row.code: Preset(row.code, row.name, tuple(row.topics), "") for row in
           NeedsPreset.objects.filter(organization=organization)}  # fmt: skip
    packaged = {preset.code: preset for preset in packaged_presets()}
    return [own.get(code, preset) for code, preset in packaged.items()] + [
        preset for code, preset in own.items() if code not in packaged
    ]


def is_retired(assessment: Assessment) -> bool:
    """Whether the version is not begun any more: it can still be finished."""
    current = current_instrument_or_none(assessment)
    return current is None or (current.version, current.language) != (assessment.version, assessment.language)


def current_instrument_or_none(assessment: Assessment) -> Instrument | None:
    """Return what the agency would begin today, or None."""
    try:
        return current_instrument(assessment.organization, assessment.instrument, assessment.language)
    except SupportError:
        return None


def retire_now(row: AgencyInstrument) -> None:
    """Let a version not be begun any more."""
    row.retired_at = timezone.now()
    row.save(update_fields=["retired_at"])
