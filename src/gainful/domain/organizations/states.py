"""States of what organizations do together, for docs/states.md."""

from gainful.domain.organizations.partnerships.states import MACHINES

__all__ = ["MACHINES"]
