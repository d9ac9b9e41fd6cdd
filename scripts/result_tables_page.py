"""Write docs/result-tables.md, the dictionary of every table of results."""

from __future__ import annotations

import os
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "result-tables.md"


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    import django

    django.setup()
    from gainful.imports.result_tables import dictionary_page

    PAGE.write_text(dictionary_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
