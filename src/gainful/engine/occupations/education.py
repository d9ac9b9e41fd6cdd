"""O*NET's education, training and experience answers turned into hours, with their range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

HOURS_PER_MONTH = 160.0
"""A month of full-time work or training: 40 hours in each of 4 weeks."""

SCHOOL_HOURS = (0, 0, 300, 450, 1_800, 3_600, 4_200, 5_100, 5_700, 6_900, 8_400, 10_000)
"""Class and study hours beyond high school for RL 1-12.

A credit is 15 class hours plus 30 of study (34 CFR 600.2): 60 credits for an associate degree are 2,700 hours
and 120 for a bachelor's 5,400; two thirds is counted, the rest being general education.
"""

EXPERIENCE_MONTHS = (0, 0.5, 2, 4.5, 9, 18, 36, 60, 84, 108, 132)
"""Middle of each related-work-experience category, RW 1-11, in months."""

TRAINING_MONTHS = (0, 0.5, 2, 4.5, 9, 18, 36, 84, 132)
"""Middle of each category of in-plant (PT) and on-the-job (OJ) training, 1-9, in months."""


@dataclass(frozen=True, slots=True)
class Education:
    """Shares of workers' answers (0-1) per category: school, experience, in-plant and on-the-job training.

    A scale is None where O*NET has no answers for the occupation.
    """

    school: np.ndarray | None
    experience: np.ndarray | None
    in_plant: np.ndarray | None
    on_the_job: np.ndarray | None

    @property
    def school_hours(self) -> float | None:
        """Expected hours of schooling beyond high school."""
        return _mean(self.school, SCHOOL_HOURS)

    @property
    def experience_months(self) -> float | None:
        """Expected months of related work experience."""
        return _mean(self.experience, EXPERIENCE_MONTHS)

    @property
    def in_plant_months(self) -> float | None:
        """Expected months of formal training by the employer."""
        return _mean(self.in_plant, TRAINING_MONTHS)

    @property
    def on_the_job_months(self) -> float | None:
        """Expected months of learning on the job."""
        return _mean(self.on_the_job, TRAINING_MONTHS)

    @property
    def beyond_high_school(self) -> float | None:
        """Share of workers (0-1) who say the job needs more than a high-school diploma."""
        return None if self.school is None else float(self.school[2:].sum())


def _mean(shares: np.ndarray | None, middles: tuple[float, ...]) -> float | None:
    if shares is None or not shares.sum():
        return None
    return float(shares @ np.array(middles) / shares.sum())
