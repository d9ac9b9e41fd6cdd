"""App configuration."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """Domain app: from an introduction to a hire, and what happens after it."""

    name = "gainful.domain.placements"
    label = "placements"

    def ready(self) -> None:
        """Register what placements ask and tell: the worker opens no page that would import it."""
        from gainful.domain.placements import asking, telling  # noqa: F401
