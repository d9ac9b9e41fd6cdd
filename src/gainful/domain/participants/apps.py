"""App configuration."""

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    """People who look for work or move up: their record, and who may see it."""

    name = "gainful.domain.participants"
    label = "participants"

    def ready(self) -> None:
        """Name to erasures what is kept of a person by address alone."""
        from gainful.domain.participants.actions.erase_person import register_trace
        from gainful.domain.participants.traces import requests_to

        register_trace(requests_to)
