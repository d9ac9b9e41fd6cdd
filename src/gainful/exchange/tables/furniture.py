"""What stands in a report beside its table: titles above the headings, totals and footers below, pages in between."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gainful.exchange.tables.headings import Field, known_headings

LOOKED_AT = 40
"""Lines among which the headings are looked for."""
_WHOLE = (
    r"grand|sub|sous|sotto|report|page|overall|column|general|général|generale|geral|gesamt|final"
    r"|parcial|partiel|eind"
)
TOTALS = (
    rf"(?:(?:{_WHOLE})[- ]?)?(?:totals?|totale[ns]?|totaux|totais|totaal)|sub-?total(?:es)?|insgesamt|summen?|gesamt"
    r"(?:summe|ergebnis|zahl|betrag|anzahl)?|(?:zwischen|end)summe|(?:teil|end)ergebnis|suma|somme|soma|razem|ogółem"
    r"|celkem|összesen|yhteensä|totalt|summa|toplam|итого|всего|合计|总计|總計|合計|합계|tổng(?: cộng)?|kabuuan"
)
"""How reports head the line of sums: English, and the languages in which spreadsheets of this field are made."""
_COUNTED = (
    r"records?|rows?|count|clients?|people|persons?|participants?|wages|amount|hours|courses|programs|services"
    r"|registros|personas|participantes|horas|datensätze|personen|teilnehmer|stunden|enregistrements|personnes|heures"
)
_TOTAL = re.compile(
    rf"(?:{TOTALS})(?: (?:{_COUNTED}|{_WHOLE}))?\s*[:=(]?\s*[$€\d,.]*\)?"
    r"|(?:record|row|client|total)? ?counts?\s*[:=]\s*[\d,.]*"
    r"|(?:number of|número de|anzahl(?: der)?|nombre de) ?\w*\s*[:=]?\s*[\d,.]*"
    r"|(?:sum|average|count|promedio|moyenne|durchschnitt|mittelwert) ?[:=]?"
    r"|\(?[\d,.]+ (?:records?|rows?|results?|registros|filas|datensätze|zeilen|enregistrements|lignes)"
    r"(?: (?:found|selected|returned|affected|total))?\)?",
    re.IGNORECASE,
)
_BEGINS_A_TOTAL = re.compile(TOTALS, re.IGNORECASE)
_FOOTER = re.compile(
    r"(?:©|\(c\)|\*+|confidential|copyright|generated|created|printed|exported|prepared"
    r"|run (?:date|by|on|time)|report\b|page \d+|as of\b|data as of|source\b|notes?\b|filter|end of|disclaimer"
    r"|date range|timestamp|last (?:updated|refreshed)|all rights|this (?:report|document|file)"
    r"|erstellt|gedruckt|exportiert|vertraulich|seite \d+|stand:|quelle\b|généré|imprimé|exporté|confidentiel"
    r"|dernière mise|generado|impreso|exportado|confidencial|página \d+|fuente\b|elaborado)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?[$€]?\s?[\d.,]+%?")
_DATED = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}.*")


def may_be_total(cell: str) -> bool:
    """Say whether a cell begins as the line of sums does: a quick look before `is_furniture`."""
    return cell[:1].isalpha() and _BEGINS_A_TOTAL.match(cell) is not None


def is_furniture(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Say whether a line below the headings is no record: a total, a footer, or the headings once more."""
    written = [cell for cell in cells if cell]
    if not written or list(cells[: len(header)]) == list(header):
        return True
    first, rest = written[0], written[1:]
    if _TOTAL.fullmatch(first) and all(_NUMBER.fullmatch(cell) for cell in rest):
        return True
    width = len(header)
    if len(written) == 1 and width >= 3:
        return bool(_FOOTER.match(first)) or (cells[0] == first and _is_sentence(first))
    return len(written) == 2 and width >= 4 and (bool(_FOOTER.match(first)) or first.endswith(":"))


def _is_sentence(text: str) -> bool:
    """Say whether words stand alone in the first column: no identifier has a space between words."""
    return (
        len(text.split()) > 1
        and any(letter.isalpha() for letter in text)
        and not any(c.isdigit() for c in text[:3])
    )


def heading_line(lines: Sequence[Sequence[str]], fields: Sequence[Field] = ()) -> int:
    """Return which of the first lines (without empty ones) holds the headings, 0 where none looks more like it."""
    widths = [sum(1 for cell in cells if cell) for cells in lines]
    for at, cells in enumerate(lines):
        above = widths[:at]
        if any(width > 2 and width * 2 > widths[at] for width in above):
            break
        if widths[at] >= 2 and _are_words(cells) and known_headings(cells, fields) >= 2:
            return at
    widest = max(widths, default=0)
    if not lines or widest < 2 or (widths[0] * 2 >= widest and widths[0] > 1 and not _is_label(lines[0])):
        return 0
    for at, cells in enumerate(lines):
        if widths[at] >= 2 and widths[at] * 2 >= widest and _are_words(cells) and not _is_label(cells):
            return at
    return 0


def _are_words(cells: Sequence[str]) -> bool:
    written = [cell for cell in cells if cell]
    numbers = sum(1 for cell in written if _NUMBER.fullmatch(cell) or _DATED.fullmatch(cell))
    return numbers * 4 <= len(written) and len(set(written)) * 2 > len(written)


def _is_label(cells: Sequence[str]) -> bool:
    """Say whether a line is a label with its value: “Run date:”, “11/20/2026”."""
    written = [cell for cell in cells if cell]
    return (
        len(written) <= 2 and bool(written) and (written[0].endswith(":") or bool(_FOOTER.match(written[0])))
    )
