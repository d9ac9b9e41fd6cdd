"""App configuration."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Domain app: what became of people, as both sides and wage records say it."""

    name = "gainful.domain.measures"
    label = "measures"

    def ready(self) -> None:
        """Register what measures ask and look after: the worker opens no page that would import it."""
        from gainful.domain.measures import asking, duties, notices  # noqa: F401
