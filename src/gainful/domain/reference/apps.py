"""App configuration."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Domain app: reference."""

    name = "gainful.domain.reference"
    label = "reference"
