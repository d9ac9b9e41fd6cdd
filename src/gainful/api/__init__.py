"""The HTTP interface."""

from ninja import Schema

Schema.model_config["defer_build"] = True
"""What checks a call is built with its first call: nine megabytes that a site without such calls does not hold."""
