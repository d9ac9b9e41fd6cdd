"""The nouns of this app, by topic, in one place for those who point at them."""

from gainful.domain.support.models.appointments import Appointment, Booking, Calendar, NoShowRule
from gainful.domain.support.models.directory import Provider, Service, ServiceLocation
from gainful.domain.support.models.referrals import Referral, ReferralStep

__all__ = [
    "Appointment",
    "Booking",
    "Calendar",
    "NoShowRule",
    "Provider",
    "Referral",
    "ReferralStep",
    "Service",
    "ServiceLocation",
]
