"""The nouns of this app, in one place for those who point at them."""

from gainful.domain.organizations.courses.models import Course, CourseCompetency, CoursePrerequisite
from gainful.domain.organizations.entry import ApiToken, Invitation, TokenScope
from gainful.domain.organizations.members import Location, Membership, Organization, OrganizationKind, Role
from gainful.domain.organizations.partnerships.models import (
    AgendaItem,
    Contact,
    CouncilDecision,
    CouncilMeeting,
    CouncilMember,
    MeetingPresence,
    Partner,
    Partnership,
    Supply,
    SupplyAgreement,
)

__all__ = [
    "AgendaItem",
    "ApiToken",
    "Contact",
    "CouncilDecision",
    "CouncilMeeting",
    "CouncilMember",
    "Course",
    "CourseCompetency",
    "CoursePrerequisite",
    "Invitation",
    "Location",
    "MeetingPresence",
    "Membership",
    "Organization",
    "OrganizationKind",
    "Partner",
    "Partnership",
    "Role",
    "Supply",
    "SupplyAgreement",
    "TokenScope",
]
