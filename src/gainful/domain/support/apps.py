"""App configuration."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Domain app: what helps a person into and on the job."""

    name = "gainful.domain.support"
    label = "support"

    def ready(self) -> None:
        """Register what support asks, tells and looks after: the worker opens no page that would import it."""
        from gainful.domain.support import (  # noqa: F401
            absence_news,
            asking,
            asking_mentors,
            asking_practice,
            duties,
            merge_checks,
            telling,
            telling_after_hire,
            telling_sharing,
        )
