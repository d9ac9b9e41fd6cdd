"""Addresses of the program manager's screens: jobs here, people and training in their own modules."""

from django.urls.resolvers import URLPattern

from gainful.www.program.jobs.urls import urlpatterns as jobs

urlpatterns: list[URLPattern] = [*jobs]
