"""Rights on support, by topic."""

from gainful.domain.support.rights import appointments, directory, referrals

TABLES = (*directory.TABLES, *referrals.TABLES, *appointments.TABLES)
FUNCTIONS = f"{referrals.FUNCTIONS}{appointments.FUNCTIONS}"
TRIGGERS = f"{directory.TRIGGERS}{referrals.TRIGGERS}{appointments.TRIGGERS}"
