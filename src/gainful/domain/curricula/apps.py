"""App configuration."""

from django.apps import AppConfig


class CurriculaConfig(AppConfig):
    """Domain app: what is taught for a job, and which employer signed it."""

    name = "gainful.domain.curricula"
    label = "curricula"

    def ready(self) -> None:
        """Register what curricula ask and tell: the worker opens no page that would import it."""
        from gainful.domain.curricula import asking, telling  # noqa: F401
