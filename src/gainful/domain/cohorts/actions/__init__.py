"""Every write to cohorts, applications, draws and seats."""

from gainful.domain.cohorts.actions.apply import Form, apply_for, apply_publicly, apply_signed_in
from gainful.domain.cohorts.actions.check_application import (
    answer_rules,
    ask_for_more,
    check_again,
    complete_application,
    find_eligible,
    identify,
    refuse_application,
    see_proof,
)
from gainful.domain.cohorts.actions.documents import add_document, remove_document
from gainful.domain.cohorts.actions.draw import (
    PublicValue,
    announce_draw,
    contribute,
    open_draw,
    stated_priorities,
    void_draw,
)
from gainful.domain.cohorts.actions.enrolments import complete_enrolment, end_enrolment, take_back_end
from gainful.domain.cohorts.actions.follow import ask_all_to_follow, say_follow
from gainful.domain.cohorts.actions.give_seats import (
    accept_seat,
    decline_seat,
    lapse,
    offer_free_seats,
    offer_seats,
    withdraw_application,
)
from gainful.domain.cohorts.actions.move_cohort import (
    cancel_cohort,
    close_applications,
    complete_cohort,
    open_again,
    open_cohort,
    publish_again,
    start_cohort,
)
from gainful.domain.cohorts.actions.prepare_cohort import (
    CohortDraft,
    add_floor,
    add_fund,
    add_instructor,
    add_openings,
    add_rule,
    add_track,
    change_cohort,
    change_seats,
    create_cohort,
    override_seats,
    release_opening,
    remove_part,
    set_curriculum,
)

__all__ = [
    "CohortDraft", "Form", "PublicValue", "accept_seat", "add_document", "add_floor", "add_fund", "add_instructor",
    "add_openings", "add_rule", "add_track", "announce_draw", "answer_rules", "apply_for", "apply_publicly",
    "apply_signed_in", "ask_all_to_follow", "ask_for_more", "cancel_cohort", "change_cohort", "change_seats",
    "check_again", "close_applications", "complete_application", "complete_cohort", "complete_enrolment", "contribute",
    "create_cohort", "decline_seat", "end_enrolment", "find_eligible", "identify", "lapse", "offer_free_seats",
    "offer_seats", "open_again", "open_cohort", "open_draw", "override_seats", "publish_again", "refuse_application",
    "release_opening", "remove_document", "remove_part", "say_follow", "see_proof", "set_curriculum",
    "start_cohort", "stated_priorities", "take_back_end",
    "void_draw", "withdraw_application",
]  # fmt: skip
