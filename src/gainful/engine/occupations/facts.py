"""The nouns of the reference data; every one is a plain record of codes, names and numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Occupation:
    """An O*NET-SOC occupation; `rated` says whether O*NET has rated its skills, knowledge and abilities."""

    code: str
    title: str
    job_zone: int | None
    """As published, None where O*NET gives none: 1 (little preparation) to 5 (extensive); since 30.2 there is no 1, and
    2 stands for both. Compare `Reference.preparation_years` instead."""
    rated: bool

    @property
    def soc(self) -> str:
        """The SOC 2018 code that wages are published for, as 31-1131."""
        return self.code[:7]


@dataclass(frozen=True, slots=True)
class Element:
    """A rated O*NET element; `domain` is skill, knowledge, ability or work_activity."""

    id: str
    name: str
    domain: str

    @property
    def plain_name(self) -> str:
        """O*NET's own name, which a skill and a knowledge can share (Mathematics)."""
        return self.name.removesuffix(f" ({self.domain})")


@dataclass(frozen=True, slots=True)
class Titles:
    """Job titles and the occupations they belong to, as parallel arrays.

    `kind` is occupation (O*NET's own title), alternate, or reported (a title that workers gave).
    """

    title: tuple[str, ...]
    code: tuple[str, ...]
    kind: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of titles."""
        return len(self.title)


@dataclass(frozen=True, slots=True)
class Technology:
    """A technology or tool; `hot` and `in_demand` are O*NET's flags from employers' postings."""

    id: str
    name: str
    hot: bool = False
    in_demand: bool = False


@dataclass(frozen=True, slots=True)
class DetailedActivity:
    """One of O*NET's detailed work activities, shared between occupations through their tasks."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Area:
    """A wage area; `kind` is national, state or metro (metropolitan and nonmetropolitan areas)."""

    code: str
    name: str
    kind: str
    state_fips: str


@dataclass(frozen=True, slots=True)
class Wage:
    """Wages in US dollars a year and employment (OEWS); None where BLS does not release the figure."""

    p10: float | None
    p25: float | None
    median: float | None
    p75: float | None
    p90: float | None
    employment: int | None
    area_code: str
    area_name: str
    place: str
    """Whose figures these are: `area` (the asked one), `state` or `nation` where the asked one has none."""
    soc: str
    soc_name: str
    """The wage occupation: broader than the asked one where BLS publishes only several occupations together."""
    combined: bool
    """True when BLS publishes this occupation only together with others: employment is that of all of them."""
    at_least: frozenset[str] = frozenset()
    """The figures (`median`, `p90` …) of which BLS says no more than that they reach its highest published wage."""

    @property
    def fallback(self) -> bool:
        """Whether the asked area has no figure and another's is given instead."""
        return self.place != "area"


@dataclass(frozen=True, slots=True)
class RatingFlags:
    """Why a rating is what it is: suppressed by O*NET (unknown), or not relevant to the job (level 0)."""

    level_suppressed: np.ndarray
    importance_suppressed: np.ndarray
    not_relevant: np.ndarray
