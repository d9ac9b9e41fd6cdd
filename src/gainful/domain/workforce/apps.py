"""App configuration."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Domain app: an employer's own people and what will be needed of them."""

    name = "gainful.domain.workforce"
    label = "workforce"

    def ready(self) -> None:
        """Register what workers are asked, and what an erasure finds by address."""
        from gainful.domain.participants.actions.erase_person import register_trace
        from gainful.domain.workforce import asking  # noqa: F401 - it registers itself
        from gainful.domain.workforce.traces import rows_of

        register_trace(rows_of)
