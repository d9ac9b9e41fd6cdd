"""App configuration."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Domain app: what helps a person into and on the job."""

    name = "gainful.domain.support"
    label = "support"
