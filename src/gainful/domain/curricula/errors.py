"""What can be wrong with a curriculum, in words a person can act on."""

from __future__ import annotations

from typing import Any


class CurriculumError(ValueError):
    """Something that cannot be used: `message` says what, `hint` what to do, `field` where."""

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.field = str(message), str(hint), field


class NotAllowedError(CurriculumError):
    """The actor may not do this, or not in this state."""


class ChangedMeanwhileError(CurriculumError):
    """Somebody else saved first: `theirs` is what stands now, so that neither text is lost."""

    def __init__(self, message: str, *, hint: str = "", theirs: Any = None) -> None:
        super().__init__(message, hint=hint)
        self.theirs = theirs
