"""App configuration."""

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    """People who look for work or move up: their record, and who may see it."""

    name = "gainful.domain.participants"
    label = "participants"
