"""Every write to job orders, one verb a file."""

from gainful.domain.job_orders.actions.close_job_order import close_job_order, reopen_job_order
from gainful.domain.job_orders.actions.confirm_profile import confirm_profile, send_for_confirmation
from gainful.domain.job_orders.actions.create_job_order import create_job_order, update_job_order
from gainful.domain.job_orders.actions.edit_profile import (
    accept_lines,
    add_line,
    remove_line,
    set_level,
    set_need,
)
from gainful.domain.job_orders.actions.mark_planned import mark_planned
from gainful.domain.job_orders.actions.openings import (
    fill_opening,
    match_openings,
    offer_opening_again,
    pause_openings,
    resume_opening,
    withdraw_opening,
)
from gainful.domain.job_orders.actions.read_posting import (
    change_occupation,
    near_occupations,
    read_posting_into_profile,
)
from gainful.domain.job_orders.actions.sign_commitment import (
    CommitmentTerms,
    commitment_basis,
    read_terms,
    sign_commitment,
    usual_terms,
)
from gainful.domain.job_orders.actions.submitted_jobs import (
    decline_submitted,
    submit_job,
    take_up_submitted,
    withdraw_submitted,
)

__all__ = [
    "CommitmentTerms",
    "accept_lines",
    "add_line",
    "change_occupation",
    "close_job_order",
    "commitment_basis",
    "confirm_profile",
    "create_job_order",
    "decline_submitted",
    "fill_opening",
    "mark_planned",
    "match_openings",
    "near_occupations",
    "offer_opening_again",
    "pause_openings",
    "read_posting_into_profile",
    "read_terms",
    "remove_line",
    "reopen_job_order",
    "resume_opening",
    "send_for_confirmation",
    "set_level",
    "set_need",
    "sign_commitment",
    "submit_job",
    "take_up_submitted",
    "update_job_order",
    "usual_terms",
    "withdraw_opening",
    "withdraw_submitted",
]
