"""A certificate for people: a PDF with a code that opens its page, a picture that carries the badge."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, dataclass
from importlib.resources import files

from gainful.exchange.plans.pdf import compiled, pictures

DOTS = 140
"""Dots an inch: the picture is about 660 a side, a size that wallets and profile pages show whole."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The words of a certificate on paper, in its reader's language."""

    title: str
    issuer: str
    given: str
    name: str
    criteria: str
    lines: tuple[str, ...]
    check: str
    address: str
    code: str
    """What the code is, for who cannot see it."""
    attached: str
    lang: str = "en"


def certificate_pdf(paper: Paper, badge: str) -> bytes:
    """Return the PDF with the badge attached as `certificate.json`: it can be checked without a network."""
    data = {"told": json.dumps(asdict(paper)), "badge": badge, "code": code_svg(paper.address)}
    return compiled(_template("certificate.typ"), data)


def code_svg(address: str) -> str:
    """Return an address as a QR code, SVG."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    made = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, border=1).save(made)
    return made.getvalue().decode()


def badge_png(*, title: str, issuer: str, name: str, day: str, badge: str, lang: str = "en") -> bytes:
    """Return a picture that carries the badge (Open Badges 3.0 §5.3: an iTXt chunk `openbadgecredential`)."""
    from openbadgeslib.baking import ITXT_KEYWORD_OB3, bake_png

    told = {"title": title, "issuer": issuer, "name": name, "day": day, "lang": lang}
    face = pictures(_template("face.typ"), {"told": json.dumps(told)}, ppi=DOTS)[0]
    return bytes(bake_png(face, badge, keyword=ITXT_KEYWORD_OB3))


def _template(name: str) -> bytes:
    return files("gainful.exchange.badges").joinpath(name).read_bytes()
