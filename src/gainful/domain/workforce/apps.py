"""App configuration."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Domain app: an employer's own people and what will be needed of them."""

    name = "gainful.domain.workforce"
    label = "workforce"

    def ready(self) -> None:
        """Register what workers are asked, whose levels count, and what an erasure finds by address."""
        from gainful.domain.participants.actions.erase_person import register_trace
        from gainful.domain.workforce import asking, counting  # noqa: F401 - they register themselves
        from gainful.domain.workforce.traces import rows_of

        register_trace(rows_of)
