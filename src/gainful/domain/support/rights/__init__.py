"""Rights on support, by topic."""

from gainful.domain.support.rights import (
    appointments,
    checkins,
    directory,
    goals,
    money,
    needs,
    notes,
    offline,
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
)
FUNCTIONS = f"{referrals.FUNCTIONS}{appointments.FUNCTIONS}{money.FUNCTIONS}"
TRIGGERS = f"{directory.TRIGGERS}{referrals.TRIGGERS}{appointments.TRIGGERS}{needs.TRIGGERS}{money.TRIGGERS}"
