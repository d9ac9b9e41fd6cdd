"""Rights on support, by topic."""

from gainful.domain.support.rights import (
    appointments,
    checkins,
    directory,
    goals,
    mentors,
    money,
    needs,
    notes,
    offline,
    practice,
    referrals,
)

TABLES = (
    *directory.TABLES,
    *referrals.TABLES,
    *appointments.TABLES,
    *needs.TABLES,
    *goals.TABLES,
    *notes.TABLES,
    *money.TABLES,
    *offline.TABLES,
    *checkins.TABLES,
    *practice.TABLES,
    *mentors.TABLES,
)
FUNCTIONS = (
    f"{referrals.FUNCTIONS}{appointments.FUNCTIONS}{money.FUNCTIONS}{practice.FUNCTIONS}{mentors.FUNCTIONS}"
)
TRIGGERS = (
    f"{directory.TRIGGERS}{referrals.TRIGGERS}{appointments.TRIGGERS}{needs.TRIGGERS}{money.TRIGGERS}"
    f"{mentors.TRIGGERS}{practice.TRIGGERS}"
)
