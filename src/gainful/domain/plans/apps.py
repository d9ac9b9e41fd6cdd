"""App configuration."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Domain app: who is trained in what, with which support, at what price."""

    name = "gainful.domain.plans"
    label = "plans"

    def ready(self) -> None:
        """Register what plans ask and tell: the worker opens no page that would import it."""
        from gainful.domain.plans import asking, telling, telling_submitted  # noqa: F401
