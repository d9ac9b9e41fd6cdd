"""Every write to job orders, one verb a file."""

from gainful.domain.job_orders.actions.close_job_order import close_job_order, reopen_job_order
from gainful.domain.job_orders.actions.confirm_profile import confirm_profile, send_for_confirmation
from gainful.domain.job_orders.actions.create_job_order import create_job_order, update_job_order
from gainful.domain.job_orders.actions.edit_profile import add_line, remove_line, set_level, set_need
from gainful.domain.job_orders.actions.mark_planned import mark_planned
from gainful.domain.job_orders.actions.read_posting import change_occupation, read_posting_into_profile

__all__ = [
    "add_line",
    "change_occupation",
    "close_job_order",
    "confirm_profile",
    "create_job_order",
    "mark_planned",
    "read_posting_into_profile",
    "remove_line",
    "reopen_job_order",
    "send_for_confirmation",
    "set_level",
    "set_need",
    "update_job_order",
]
