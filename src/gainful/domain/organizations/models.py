"""The nouns of this app, in one place for those who point at them."""

from gainful.domain.organizations.courses.models import Course, CourseCompetency, CoursePrerequisite
from gainful.domain.organizations.entry import ApiToken, Invitation, TokenScope
from gainful.domain.organizations.members import Location, Membership, Organization, OrganizationKind, Role

__all__ = [
    "ApiToken",
    "Course",
    "CourseCompetency",
    "CoursePrerequisite",
    "Invitation",
    "Location",
    "Membership",
    "Organization",
    "OrganizationKind",
    "Role",
    "TokenScope",
]
