"""The text of a badge out of what somebody gives: JSON or JWT, pasted, in a file, in a picture, in a certificate."""

from __future__ import annotations

import json
import re
from typing import Any

from gainful.exchange.badges.errors import BadgeError
from gainful.exchange.documents.errors import UnreadableFile
from gainful.exchange.documents.pdf import pdf_attachment
from gainful.exchange.upload_sizes import BADGE, in_megabytes

"""A status list of the largest kind that is read; a document of keys has a few hundred."""
MOST_BADGE = 256 << 10
"""openbadgeslib signs and checks documents up to this size."""
DEEPEST = 64
_NO_TEXT = re.compile("[\\x00\\ud800-\\udfff]")
ATTACHMENT = "certificate.json"
_OLD = ("https://w3id.org/openbadges/v1", "https://w3id.org/openbadges/v2")


def badge_text(content: bytes | str) -> str:
    """Return the credential in a file, as JSON or JWT; BadgeError where there is none, or one of an older kind."""
    text = content if isinstance(content, str) else _taken_out(content)
    text = text.strip().lstrip("\ufeff")
    if not text:
        raise BadgeError("There is nothing here.", "Give the file of a badge, or paste its text.")
    if len(text) > MOST_BADGE and not is_jwt(text):
        raise BadgeError(f"This is larger than {MOST_BADGE >> 10} kB, which no badge is.")
    return text


def _taken_out(content: bytes) -> str:
    if content.startswith(b"\x89PNG"):
        return _from_picture(content, svg=False)
    if content.startswith(b"%PDF"):
        return _from_pdf(content)
    if b"<svg" in content[:2_000]:
        return _from_picture(content, svg=True)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadgeError(
            "This file is neither a badge nor a picture or PDF with one.",
            "Give the JSON, PNG, SVG or PDF that the person was given.",
        ) from error


def _from_picture(content: bytes, *, svg: bool) -> str:
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3 import OB3Verifier

    take = OB3Verifier.extract_token_from_svg if svg else OB3Verifier.extract_token_from_png
    try:
        return take(content)
    except LibOpenBadgesException as error:
        raise BadgeError(
            "This picture holds no Open Badges 3.0 badge.",
            "A copied or cropped picture, or one sent through a chat, loses it: give the file as it was downloaded.",
        ) from error


def _from_pdf(content: bytes) -> str:
    try:
        return pdf_attachment(content, ATTACHMENT)
    except UnreadableFile as error:
        raise BadgeError(
            "This PDF holds no badge.",
            "A scan or a print proves nothing: ask for the file, or follow its code.",
        ) from error


def json_object(text: bytes | str, what: str) -> dict[str, Any]:
    """Return text as a JSON object; BadgeError says what is wrong with `what`."""
    if len(text) > BADGE:
        raise BadgeError(f"{what} is larger than {in_megabytes(BADGE)} MB.")
    try:
        found = json.loads(
            text if isinstance(text, str) else text.decode("utf-8-sig"), object_pairs_hook=_once
        )
    except (ValueError, RecursionError) as error:
        raise BadgeError(f"{what} is not whole JSON: {str(error)[:200]}.") from error
    if not isinstance(found, dict):
        raise BadgeError(f"{what} is no JSON object.")
    _require_plain(found, what)
    return found


def _require_plain(whole: Any, what: str) -> None:
    """Refuse what is nested deeper than any badge, and signs that no text can hold."""
    parts = [(whole, 1)]
    while parts:
        part, depth = parts.pop()
        if depth > DEEPEST:
            raise BadgeError(f"{what} is nested more than {DEEPEST} deep, which no badge is.")
        if isinstance(part, dict):
            parts += [(each, depth + 1) for pair in part.items() for each in pair]
        elif isinstance(part, list):
            parts += [(each, depth + 1) for each in part]
        elif isinstance(part, str) and _NO_TEXT.search(part):
            raise BadgeError(f"{what} holds a sign that no text can hold.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice: one reader takes the first, another the last."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def is_jwt(text: str) -> bool:
    """Say whether a text looks like a compact JWT."""
    return text.count(".") == 2 and text.startswith("ey") and not any(each.isspace() for each in text)


def claims_of(token: bytes | str) -> dict[str, Any]:
    """Return what a JWT says, before anybody checked it; BadgeError where it is none."""
    import jwt
    from jwt.utils import base64url_decode

    text = token if isinstance(token, str) else token.decode("ascii", "replace").strip()
    try:
        jwt.get_unverified_header(text)
        payload = base64url_decode(text.split(".")[1])
    except (jwt.exceptions.PyJWTError, ValueError, IndexError, RecursionError) as error:
        raise BadgeError(f"This is neither JSON nor a JWT that can be read: {str(error)[:200]}.") from error
    return json_object(payload, "The token")  # a name that stands twice is refused, which PyJWT does not


def is_older(document: dict[str, Any]) -> bool:
    """Say whether a document is an Open Badge of version 1 or 2, which has no proof of this kind."""
    named = document.get("@context")
    return any(each in _OLD for each in (named if isinstance(named, list) else [named]))
