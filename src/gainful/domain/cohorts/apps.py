"""App configuration."""

from django.apps import AppConfig


class CohortsConfig(AppConfig):
    """Domain app: seats, applications, the draw, who is enrolled."""

    name = "gainful.domain.cohorts"
    label = "cohorts"

    def ready(self) -> None:
        """Register what applicants are asked and told, and what an erasure finds by address."""
        from gainful.domain.cohorts import (  # noqa: F401 - they register themselves
            apprentice_news,
            asking,
            certificate_clock,
            clock,
            release_asking,
            searches,
            session_news,
            telling,
            telling_certificates,
        )
        from gainful.domain.cohorts.traces import shown_by, written_by
        from gainful.domain.participants.actions.erase_person import register_trace

        register_trace(written_by)
        register_trace(shown_by)
