"""Write docs/rights.md from the table of rights and docs/files.md from the list of files."""

from __future__ import annotations

import os
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"


def main() -> None:
    """Write the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    import django

    django.setup()
    from gainful.domain.rights.gather import all_rights
    from gainful.domain.rights.page import page
    from gainful.site import kept_files

    (DOCS / "rights.md").write_text(page(all_rights().values()), encoding="utf-8")
    (DOCS / "files.md").write_text(kept_files.page(), encoding="utf-8")


if __name__ == "__main__":
    main()
