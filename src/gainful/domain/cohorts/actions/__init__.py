"""Every write to cohorts, applications, draws and seats."""

from gainful.domain.cohorts.actions.apply import Form, apply_for, apply_publicly, apply_signed_in
from gainful.domain.cohorts.actions.apprenticeships import (
    Agreement,
    begin_apprenticeship,
    cancel_apprenticeship,
    complete_apprenticeship,
    log_hours,
    name_mentor,
    pay_step,
    prepare_apprenticeship,
    settle_hours,
)
from gainful.domain.cohorts.actions.attendance import (
    Mark,
    Tapped,
    add_made_up,
    check_in,
    mark_attendance,
    show_code,
    take_back_made_up,
    take_taps,
)
from gainful.domain.cohorts.actions.change_seats import change_seats, override_seats
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
    draw_problem,
    open_draw,
    stated_priorities,
    void_draw,
)
from gainful.domain.cohorts.actions.enrolments import complete_enrolment, end_enrolment, take_back_end
from gainful.domain.cohorts.actions.follow import ask_all_to_follow, say_follow
from gainful.domain.cohorts.actions.funder_rules import remove_funder_rule, set_alert_after, set_funder_rule
from gainful.domain.cohorts.actions.give_seats import (
    accept_seat,
    decline_seat,
    lapse,
    offer_free_seats,
    offer_seats,
    withdraw_application,
)
from gainful.domain.cohorts.actions.learning import (
    record_credential,
    record_gain,
    record_online,
    record_result,
    take_back,
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
    change_cohort,
    create_cohort,
    set_curriculum,
)
from gainful.domain.cohorts.actions.prepare_parts import (
    add_floor,
    add_fund,
    add_instructor,
    add_rule,
    add_track,
    lower_floor,
    remove_part,
)
from gainful.domain.cohorts.actions.put_openings import add_openings, release_opening
from gainful.domain.cohorts.actions.release import (
    propose_release,
    refuse_release,
    sign_release,
    withdraw_release,
)
from gainful.domain.cohorts.actions.sessions import (
    SessionDraft,
    Time,
    add_session,
    add_weekly,
    cancel_session,
    change_session,
    close_session,
    move_session,
)

__all__ = [
    "Agreement", "CohortDraft", "Form", "Mark", "PublicValue", "SessionDraft", "Tapped", "Time", "accept_seat",
    "add_document", "add_floor", "add_fund", "add_instructor", "add_made_up", "add_openings", "add_rule",
    "add_session", "add_track", "add_weekly", "announce_draw", "answer_rules", "apply_for", "apply_publicly",
    "apply_signed_in", "ask_all_to_follow", "ask_for_more", "begin_apprenticeship", "cancel_apprenticeship",
    "cancel_cohort", "cancel_session", "change_cohort", "change_seats", "change_session", "check_again", "check_in",
    "close_applications", "close_session", "complete_application", "complete_apprenticeship", "complete_cohort",
    "complete_enrolment", "contribute", "create_cohort", "decline_seat", "draw_problem", "end_enrolment",
    "find_eligible", "identify", "lapse", "log_hours", "lower_floor", "mark_attendance", "move_session",
    "name_mentor", "offer_free_seats", "offer_seats", "open_again", "open_cohort", "open_draw", "override_seats",
    "pay_step", "prepare_apprenticeship", "propose_release", "publish_again", "record_credential", "record_gain",
    "record_online", "record_result", "refuse_application", "refuse_release", "release_opening", "remove_document",
    "remove_funder_rule", "remove_part", "say_follow", "see_proof", "set_alert_after", "set_curriculum",
    "set_funder_rule", "settle_hours", "show_code", "sign_release", "start_cohort", "stated_priorities",
    "take_back", "take_back_end", "take_back_made_up", "take_taps", "void_draw", "withdraw_application",
    "withdraw_release",
]  # fmt: skip
