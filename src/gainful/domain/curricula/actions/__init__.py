"""Every write to curricula, one verb a file."""

from gainful.domain.curricula.actions.comments import comment_on, settle_comment
from gainful.domain.curricula.actions.draft import draft_from_plan, jobs_to_teach_for, start_curriculum
from gainful.domain.curricula.actions.edit_module import (
    ModuleContent,
    Taught,
    move_module,
    remove_module,
    requirements_of,
    save_module,
)
from gainful.domain.curricula.actions.revise import open_change, rest_on_newest, revise
from gainful.domain.curricula.actions.send_version import send_version, take_back
from gainful.domain.curricula.actions.sign_version import bases_to_sign, sign_version, use_version

__all__ = [
    "ModuleContent",
    "Taught",
    "bases_to_sign",
    "comment_on",
    "draft_from_plan",
    "jobs_to_teach_for",
    "move_module",
    "open_change",
    "remove_module",
    "requirements_of",
    "rest_on_newest",
    "revise",
    "save_module",
    "send_version",
    "settle_comment",
    "sign_version",
    "start_curriculum",
    "take_back",
    "use_version",
]
