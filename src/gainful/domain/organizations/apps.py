"""App configuration."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Domain app: organizations."""

    name = "gainful.domain.organizations"
    label = "organizations"
