"""Write docs/rights.md from the table of rights."""

from __future__ import annotations

import os
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rights.md"


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    import django

    django.setup()
    from gainful.domain.rights.gather import all_rights
    from gainful.domain.rights.page import page

    PAGE.write_text(page(all_rights().values()), encoding="utf-8")


if __name__ == "__main__":
    main()
