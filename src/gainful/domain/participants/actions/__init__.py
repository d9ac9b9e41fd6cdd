"""Every write to participants: permission, transaction, audit, one result."""

from gainful.domain.participants.actions.consents import (
    end_of,
    grant_consent,
    record_read,
    record_reads,
    revoke_consent,
)
from gainful.domain.participants.actions.duplicates import find_duplicates, look_again, tell_apart
from gainful.domain.participants.actions.history import (
    add_document,
    add_work_history,
    change_work_history,
    confirm_resume_lines,
    remove_competency,
    remove_credential,
    remove_work_history,
)
from gainful.domain.participants.actions.imports import Attestation, Imported, import_people
from gainful.domain.participants.actions.learned import learn_competencies, learn_credential
from gainful.domain.participants.actions.merge import merge_people
from gainful.domain.participants.actions.people import (
    export_my_data,
    register_participant,
    set_barriers,
    update_participant,
)
from gainful.domain.participants.actions.sharing import (
    ask_access,
    break_glass,
    grant_access,
    leave,
    narrow_consent,
    refuse_access,
    review_emergency,
    withdraw_access,
)
from gainful.domain.participants.actions.unmerge import unmerge_people

__all__ = [
    "Attestation",
    "Imported",
    "add_document",
    "add_work_history",
    "ask_access",
    "break_glass",
    "change_work_history",
    "confirm_resume_lines",
    "end_of",
    "export_my_data",
    "find_duplicates",
    "grant_access",
    "grant_consent",
    "import_people",
    "learn_competencies",
    "learn_credential",
    "leave",
    "look_again",
    "merge_people",
    "narrow_consent",
    "record_read",
    "record_reads",
    "refuse_access",
    "register_participant",
    "remove_competency",
    "remove_credential",
    "remove_work_history",
    "review_emergency",
    "revoke_consent",
    "set_barriers",
    "tell_apart",
    "unmerge_people",
    "update_participant",
    "withdraw_access",
]
