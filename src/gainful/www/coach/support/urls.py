"""Addresses of services, referrals and appointments."""

from django.urls import path
from django.urls.resolvers import URLPattern

from gainful.www.coach.support import appointments, directory, referrals

urlpatterns: list[URLPattern] = [
    path("services/", directory.services, name="services"),
    path("services.csv", directory.export, name="services_export"),
    path("services.json", directory.hsds, name="services_hsds"),
    path("services/new/", directory.new, name="service_new"),
    path("services/bring-in/", directory.bring_in, name="services_bring_in"),
    path("services/<uuid:service_id>/", directory.service, name="service"),
    path("services/<uuid:service_id>/change/", directory.edit, name="service_edit"),
    path("services/<uuid:service_id>/places/", directory.places, name="service_places"),
    path("services/<uuid:service_id>/<str:verb>/", directory.status, name="service_status"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals.csv", referrals.export, name="referrals_export"),
    path("referrals/<uuid:referral_id>/", referrals.referral, name="referral"),
    path("referrals/<uuid:referral_id>/link/", referrals.link, name="referral_link"),
    path("referrals/<uuid:referral_id>/<str:verb>/", referrals.step, name="referral_step"),
    path("people/<uuid:person_id>/refer/", referrals.refer, name="refer"),
    path("people/<uuid:person_id>/appointment/", appointments.new, name="appointment_new"),
    path("appointments/", appointments.appointments, name="appointments"),
    path("appointments.csv", appointments.export, name="appointments_export"),
    path("appointments/calendar/", appointments.calendar_link, name="calendar_link"),
    path("appointments/not-coming/", appointments.no_show, name="no_show"),
    path("appointments/<uuid:appointment_id>/", appointments.appointment, name="appointment"),
    path("appointments/<uuid:appointment_id>/<str:verb>/", appointments.step, name="appointment_step"),
]
