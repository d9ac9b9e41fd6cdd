"""App configuration."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Domain app: what became of people, as both sides and wage records say it."""

    name = "gainful.domain.measures"
    label = "measures"

    def ready(self) -> None:
        """Register what measures ask, look after and erase: the worker opens no page that would import it."""
        from gainful.domain.measures import asking, duties, notices  # noqa: F401
        from gainful.domain.measures.traces import counted_in
        from gainful.domain.participants.actions.erase_person import register_trace

        register_trace(counted_in)
