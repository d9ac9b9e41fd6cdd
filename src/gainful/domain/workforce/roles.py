"""Which occupation somebody means, by its code or by a title as people write it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gainful.domain.workforce.errors import WorkforceError
from gainful.engine.occupations import load_reference
from gainful.engine.titles.ranking import rank_occupations


def occupation_of(text: str, field: str) -> str:
    """Return the O*NET-SOC code of a code or title; WorkforceError where it is a guess."""
    reference, words = load_reference(), " ".join(text.split())[:200]
    try:
        return reference.occupation(words).code
    except KeyError:
        found = rank_occupations([words], 1, reference=reference)[0] if words else []
    if found and found[0].confidence_word != "guess":
        return found[0].code
    raise WorkforceError(
        _("“%s” is no occupation that we know.") % words[:60],
        hint=_("Write its title as O*NET does, or its code, such as 31-1131.00."), field=field,
    )  # fmt: skip
