"""Write docs/screens: every page as a person sees it at 1280 and 360 px, with a list of page, role and purpose.

python -m tests.journeys.pictures [address of a running demo site]
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

SCREENS = Path(__file__).resolve().parent.parent.parent / "docs" / "screens"
WIDTHS = {1280: 800, 360: 360}
"""Width of the browser, and of the picture: wide ones are shrunk, phones kept."""
TALLEST = {1280: 1800, 360: 1600}
"""Pixels of the browser's page that a picture shows from the top."""
COLOURS = 32
MOST_BYTES = 4_000_000
INTRODUCTION = """Taken by `python -m tests.journeys.pictures` from the demo site: the top of every page, 1280 px wide
and as a phone of 360 px shows it. The same pages are checked by axe at 1280 and 320 px in `tests/journeys/`."""
LIBRARY = {
    "account_set_password": "Give the account a password",
    "mfa_index": "See and change the second step at sign-in",
    "mfa_activate_totp": "Set up an app that gives codes for the second step",
    "mfa_add_webauthn": "Add a security key or this device for the second step",
    "account_email": "Change the address of the account",
    "account_login": "Enter with address and password",
    "account_reset_password": "Ask for a new password",
    "account_signup": "Say that accounts are by invitation",
    "api-1:openapi-view": "Say what programs can do through the API",
    "404": "What an address that is not there answers",
    "403": "What a page of another role answers",
}
"""What the pages are for that have no view of ours with a sentence of its own."""
ERRORS = (("404", "/program/nowhere/", "program_manager"), ("403", "/operator/", "program_manager"))


def shrink(shot: bytes, width: int) -> bytes:
    """Return the picture at the width, with few colours: small enough to live in the repository."""
    from PIL import Image

    image = Image.open(io.BytesIO(shot)).convert("RGB")
    image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def take(page, name: str) -> str:
    """Write one page's pictures; returns its first heading."""
    from tests.journeys.browser import HEIGHT

    for width, kept in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        height = min(TALLEST[width], page.evaluate("document.documentElement.scrollHeight"))
        shot = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
        (SCREENS / f"{name}-{width}.png").write_bytes(shrink(shot, kept))
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    return page.get_by_role("heading", level=1).inner_text()


def purpose(name: str) -> str:
    """Return what the view behind a name says it does, in its first sentence."""
    from tests.consistency.site_map import views

    if name in LIBRARY:
        return LIBRARY[name]
    view = {found: view for found, _address, view in views()}.get(name)
    words = (view.__doc__ or "") if view else ""
    return re.sub(r"\s+", " ", words).strip().split(". ")[0].rstrip(".")


def take_all(browser, address: str) -> list[tuple[str, str, str, str]]:
    """Take every page; returns (picture, role, heading, purpose) in the order of the site."""
    from tests.journeys.pages import Found, every_page, signed_in

    rows, seen = [], {}
    with signed_in(browser, address) as visitors:
        pages = every_page(browser, address, visitors)
        pages += [Found("components", "/components/", "program_manager")]
        pages += [Found(name, path, role) for name, path, role in ERRORS]
        for found in pages:
            seen[found.name] = seen.get(found.name, 0) + 1
            name = re.sub(r"[^a-z0-9]+", "-", found.name.lower()).strip("-")
            name += f"-{seen[found.name]}" if seen[found.name] > 1 else ""
            page = visitors[found.role].open(found.path)
            rows.append((name, found.role or "nobody signed in", take(page, name), purpose(found.name)))
    return rows


def write_list(rows: list[tuple[str, str, str, str]]) -> None:
    """Write the list of pictures beside them."""
    lines = [
        "# Screens", "",
        INTRODUCTION,
        "", "| page | who | what for | pictures |", "|---|---|---|---|",
    ]  # fmt: skip
    for name, role, heading, why in rows:
        pictures = " · ".join(f"[{width}]({name}-{width}.png)" for width in WIDTHS)
        title = " ".join(heading.split()).replace("|", "/")
        lines.append(f"| {title} | {role.replace('_', ' ')} | {why.replace('|', '/')} | {pictures} |")
    (SCREENS / "README.md").write_text("\n".join(lines) + "\n")


def main() -> int:
    """Start a demo site, or use the running one that is named, and take every picture."""
    data = os.environ.setdefault("GAINFUL_DATA", tempfile.mkdtemp(prefix="gainful-pictures-"))
    os.environ.setdefault("GAINFUL_TEST_DATA", data)
    os.environ.setdefault("SECRET_KEY", "pictures only")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    import django

    django.setup()
    from tests.journeys.browser import chromium, launched
    from tests.journeys.site import demo_site

    path = chromium()
    if path is None:
        sys.stderr.write("No Chromium: install it, or name it in GAINFUL_CHROMIUM.\n")
        return 1
    running = nullcontext(sys.argv[1]) if len(sys.argv) > 1 else demo_site()
    with running as address, launched(path) as browser:
        SCREENS.mkdir(parents=True, exist_ok=True)
        for old in SCREENS.glob("*.png"):
            old.unlink()
        write_list(take_all(browser, address))
    size = sum(file.stat().st_size for file in SCREENS.glob("*.png"))
    sys.stdout.write(f"{len(list(SCREENS.glob('*.png')))} pictures, {size / 1e6:.1f} MB\n")
    return 0 if size < MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
