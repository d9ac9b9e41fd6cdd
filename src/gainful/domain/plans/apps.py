"""App configuration."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Domain app: who is trained in what, with which support, at what price."""

    name = "gainful.domain.plans"
    label = "plans"
