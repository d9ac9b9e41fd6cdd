"""Who may do what with which table, as data; policies, the generated tests and the page in the docs come from it."""

from gainful.domain.rights.kinds import EVERYBODY, SIGNED_IN, STAFF, Kind
from gainful.domain.rights.table import ANY_ROW, Condition, Right, TableRights, right

__all__ = ["ANY_ROW", "EVERYBODY", "SIGNED_IN", "STAFF", "Condition", "Kind", "Right", "TableRights", "right"]
