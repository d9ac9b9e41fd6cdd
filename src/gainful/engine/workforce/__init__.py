"""What an organization's people can do, what it will need by a date, and what closes the difference."""

from gainful.engine.workforce.inventory import SMALLEST_CELL, Inventory, Roster, skills_inventory
from gainful.engine.workforce.needs import (
    LevelNeed,
    LevelStanding,
    Mover,
    RoleNeed,
    RoleStanding,
    level_standing,
    role_standing,
)

__all__ = [
    "SMALLEST_CELL",
    "Inventory",
    "LevelNeed",
    "LevelStanding",
    "Mover",
    "RoleNeed",
    "RoleStanding",
    "Roster",
    "level_standing",
    "role_standing",
    "skills_inventory",
]
