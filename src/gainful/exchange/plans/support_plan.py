"""A support plan as PDF (PDF/UA, tagged): goals in the person's own words, who does what by when."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from gainful.exchange.plans.pdf import compiled


def support_plan_pdf(
    *, title: str, person: str, day: str, coaches: Sequence[str], goals: Sequence[Mapping[str, Any]],
    words: Mapping[str, str], lang: str = "en",
) -> bytes:  # fmt: skip
    """Return the PDF; a goal has `own_words`, `words`, `need`, `state`, `actions` (`text`, `who`, `by`, `state`).

    `lang` is the language of all words: a screen reader reads them aloud in it.
    """
    data = {
        "title": title, "person": person, "day": day, "coaches": list(coaches), "goals": list(goals),
        "words": dict(words), "lang": lang,
    }  # fmt: skip
    return compiled(_template(), {"plan": json.dumps(data)})


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("gainful.exchange.plans").joinpath("support_plan.typ").read_bytes()
