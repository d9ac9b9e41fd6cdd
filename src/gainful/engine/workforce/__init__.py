"""What an organization's people can do, what it will need by a date, and what closes the difference."""

from gainful.engine.workforce.inventory import Inventory, Roster, ToldLevels, skills_inventory
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
    "Inventory",
    "LevelNeed",
    "LevelStanding",
    "Mover",
    "RoleNeed",
    "RoleStanding",
    "Roster",
    "ToldLevels",
    "level_standing",
    "role_standing",
    "skills_inventory",
]
