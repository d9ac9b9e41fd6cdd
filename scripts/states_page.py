"""Write docs/states.md from the tables of states, roles and steps."""

from __future__ import annotations

import os
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "states.md"


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    import django

    django.setup()
    from gainful.domain.operations.states_page import page

    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
