"""What an employer and its workers do with a workforce."""

from gainful.domain.workforce.actions.answer import (
    agree_to_be_shown,
    keep_levels,
    refuse_to_be_shown,
    tell_levels,
)
from gainful.domain.workforce.actions.ask_workers import ask_workers
from gainful.domain.workforce.actions.save_workers import SavedWorkers, name_role, save_workers
from gainful.domain.workforce.actions.targets import add_target, drop_target

__all__ = [
    "SavedWorkers",
    "add_target",
    "agree_to_be_shown",
    "ask_workers",
    "drop_target",
    "keep_levels",
    "name_role",
    "refuse_to_be_shown",
    "save_workers",
    "tell_levels",
]
