"""App configuration."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """Domain app: programs."""

    name = "gainful.domain.programs"
    label = "programs"
