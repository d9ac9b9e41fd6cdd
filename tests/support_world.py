"""A town whose agency keeps a service in its directory, with a person who agreed to be referred."""

from __future__ import annotations

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.messages import clock
from gainful.domain.messages.models import Message
from gainful.domain.support.actions import Sending, send_referral
from gainful.domain.support.models import Provider, Service, ServiceLocation
from tests.letters import as_sent, token_in


class Help:
    """The service, and ways to act with it as each side."""

    def __init__(self, town, ana):
        self.town, self.ana = town, ana
        with acting_as_system("test"):
            ana.person.phone, ana.person.email = "612-555-0101", "ana@example.org"
            ana.person.postal_code = "55404"
            ana.person.save()
            self.provider = Provider.objects.create(
                organization=town.agency, hsds_id="o1", name="Bright Start", description="Care"
            )
            self.service = self.make("Evening care", email="desk@bright.example.org", places=2, places_free=1)

    def make(self, name, **values):
        needs = values.pop("needs", ["child_care"])
        zip_code = values.pop("zip_code", "55404")
        with acting_as_system("test"):
            row = Service.objects.create(
                organization=self.town.agency,
                provider=self.provider,
                hsds_id=name,
                name=name,
                needs=needs,
                **values,
            )
            ServiceLocation.objects.create(
                service=row, hsds_id=name, location_id_in_hsds=name, postal_code=zip_code, city="Minneapolis",
                area_code="0033460",
            )  # fmt: skip
        return row

    def as_(self, who="coach"):
        member = getattr(self.town, who)
        return acting_as(member.user, member.organization, role=member.role)

    def as_ana(self):
        return acting_as(self.ana.user, None, role="participant")

    def send(self, service=None, **sending):
        given = {"need": "child_care", "agreed_how": "verbal", "share_phone": True} | sending
        with self.as_() as actor:
            return send_referral(actor, self.ana.person, service or self.service, Sending(**given))

    def fresh(self, row):
        with acting_as_system("test"):
            return type(row).objects.get(pk=row.pk)

    def free(self, service=None):
        with acting_as_system("test"):
            return Service.objects.get(pk=(service or self.service).pk).places_free

    def letters(self, address, kind=""):
        with acting_as_system("test"):
            found = Message.objects.filter(address=address).order_by("created_at")
            return [(row.kind, as_sent(row)) for row in (found.filter(kind=kind) if kind else found)]

    def token(self, address="desk@bright.example.org"):
        with acting_as_system("test"):
            found = Message.objects.filter(address=address, text__contains="{link").order_by("-created_at")
            return token_in(found.first())

    def tick(self, now):
        return clock.tick(now)
