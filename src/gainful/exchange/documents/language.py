"""Whether a text is English, said in words where it is not."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from gainful.exchange.documents.errors import UnreadableFile

_NAMES = {
    "es": "Spanish", "fr": "French", "de": "German", "pt": "Portuguese", "it": "Italian", "nl": "Dutch", "pl": "Polish",
    "ru": "Russian", "uk": "Ukrainian", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "vi": "Vietnamese", "ar": "Arabic",
    "sv": "Swedish", "da": "Danish", "no": "Norwegian", "nb": "Norwegian", "fi": "Finnish", "tl": "Tagalog", "ht": "Haitian Creole",
    "hi": "Hindi", "tr": "Turkish", "el": "Greek", "cs": "Czech", "ro": "Romanian", "hu": "Hungarian", "fa": "Persian",
}  # fmt: skip
_ENGLISH = frozenset(
    [
        "the",
        "and",
        "of",
        "to",
        "a",
        "in",
        "for",
        "with",
        "you",
        "we",
        "is",
        "are",
        "be",
        "will",
        "your",
        "our",
        "on",
        "or",
        "as",
        "an",
        "at",
        "this",
        "that",
        "have",
        "not",
        "from",
        "by",
        "must",
        "can",
        "their",
        "who",
        "all",
    ]
)
_WORDS = re.compile(r"[^\W\d_]+")
_NAMES_AND_DATES = re.compile(
    r"\b[^\W\d_a-z][^\W\d_]*|\b(?:(?:de )?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sept?iembre|octubre|noviembre|diciembre)(?: de)?"
    r"|presente|actual(?:idad|mente)?)\b"
)
"""Words with a capital, and months: people, employers and towns keep their language in an English text."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str | None:
    """Two-letter code of the text's language; None where there is too little to tell."""
    sample = text[:6000]
    words = _WORDS.findall(sample.lower())
    letters = sum(map(len, words))
    if letters < 60:
        return None
    share = sum(w in _ENGLISH for w in words) / len(words)
    if share >= 0.15:
        return "en"
    code, sure = _identifier().classify(sample)
    if code != "en" and _english_beside_names(sample):
        return "en"
    if code == "en" or (sure < 0.95 and sample.isascii()) or (share >= 0.08 and sample.isascii()):
        return "en"
    return str(code)


def _english_beside_names(sample: str) -> bool:
    """Whether what remains of a text without its names and months is English, where enough remains to tell."""
    rest = _NAMES_AND_DATES.sub(" ", sample)
    words = _WORDS.findall(rest.lower())
    if sum(map(len, words)) < 40:
        return False
    code, sure = _identifier().classify(" ".join(words))
    return code == "en" and sure > 0.9


def require_english(text: str, *, what: str) -> None:
    """Raise UnreadableFile, naming the language, where the text is not English."""
    code = language_of(text)
    if code in (None, "en"):
        return
    name = _NAMES.get(code or "", "another language than English")
    raise UnreadableFile(
        f"This {what} seems to be written in {name}. Gainful reads English for now.",
        f"Paste an English version of the {what}"
        + (", or choose the occupation by its title in the short form." if what == "posting" else "."),
    )
