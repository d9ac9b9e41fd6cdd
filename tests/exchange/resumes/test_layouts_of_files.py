"""Tables and signs of résumé files: ruled tables of PDFs, cells of Word tables, bullets, an English text full of other names."""

from __future__ import annotations

import io
from datetime import date

import pytest

from gainful.exchange.documents import UnreadableFile
from gainful.exchange.documents.language import language_of
from gainful.exchange.documents.pdf_layout import Letter, page_text
from gainful.exchange.resumes import findings_of, read_resume

TODAY = date(2026, 12, 1)


def jobs(data: bytes, name: str) -> list[tuple[str, str, str]]:
    text = read_resume(data, name).text
    return [(f["title"], f["employer"], f["start"]) for f in findings_of(text, TODAY) if f["kind"] == "job"]


def test_a_ruled_table_of_a_pdf_reads_row_by_row_although_its_cells_wrap():
    import typst

    rows = [
        ("5/2020 - 9/2026", "Night Auditor", "Hilton Garden Inn", "Balance shift reports, check in late guests, run the end of day"),
        ("8/2016 - 4/2020", "Front Desk Agent", "Radisson Duluth", "Check in, phones, reservations in Opera and group blocks"),
        ("6/2014 - 8/2016", "Housekeeper", "Edgewater Resort", "Cleaned fourteen rooms a day in season"),
    ]  # fmt: skip
    cells = "".join(
        f"[{cell}]," for row in [("Dates", "Position", "Employer", "Duties"), *rows] for cell in row
    )
    source = f"Nadia Kowalczyk\n\nEmployment History\n\n#table(columns: (1fr, 1fr, 1fr, 1.2fr), {cells})\n\nEducation: GED 2014\n"
    assert jobs(typst.compile(source.encode()), "a.pdf") == [
        ("Night Auditor", "Hilton Garden Inn", "2020-05-01"), ("Front Desk Agent", "Radisson Duluth", "2016-08-01"),
        ("Housekeeper", "Edgewater Resort", "2014-06-01"),
    ]  # fmt: skip


def test_rows_of_a_word_table_are_entries_of_their_own():
    import docx

    document = docx.Document()
    document.add_heading("Nursing Experience", 1)
    table = document.add_table(rows=0, cols=2)
    for dates, entry in [
        ("Jan 2020 – Present", "Licensed Practical Nurse\nMaison Orleans Nursing Home\nMed pass for 32 residents; wound care"),
        ("Aug 2014 – Dec 2019", "Charge Nurse\nChateau de Notre Dame\nSupervised six CNAs"),
    ]:  # fmt: skip
        cells = table.add_row().cells
        cells[0].text, cells[1].text = dates, entry
    out = io.BytesIO()
    document.save(out)
    assert jobs(out.getvalue(), "a.docx") == [
        ("Licensed Practical Nurse", "Maison Orleans Nursing Home", "2020-01-01"),
        ("Charge Nurse", "Chateau de Notre Dame", "2014-08-01"),
    ]


def test_a_bullet_in_an_unused_code_is_a_bullet():
    letters = [Letter(text, 10.0 * i, 10.0 * i + 8, 0, 10) for i, text in enumerate(["(cid:127)", *"Welds"])]
    assert page_text(letters) == "• Welds"


ENGLISH = (
    "José Luis Aranda\nPhoenix, Arizona\n\nWORK EXPERIENCE\nKitchen Helper — Restaurante El Farolito, Phoenix\nenero de 2021 – actualidad\n"
    "• Prep, cleaning and inventory for a busy kitchen\nMason — Construcciones Núñez, Hermosillo\nmarzo 2016 – diciembre 2020\n• Mixed concrete, laid block\n"
    "LANGUAGES\nSpanish (native), English (intermediate)\n"
)


def test_an_english_resume_of_spanish_names_and_months_is_english():
    assert language_of(ENGLISH) == "en"
    assert [job[0] for job in jobs(ENGLISH.encode(), "a.txt")] == ["Kitchen Helper", "Mason"]


def test_a_spanish_resume_is_refused_by_its_name():
    text = (
        "José Luis Aranda\nEXPERIENCIA LABORAL\nAyudante de cocina — Restaurante El Farolito\nenero de 2021 – actualidad\n"
        "• Preparación de alimentos, limpieza e inventario de una cocina grande\n• Lavado de platos y apoyo al cocinero\nEDUCACIÓN\nPreparatoria, 2014\n"
    )
    with pytest.raises(UnreadableFile, match="Spanish"):
        read_resume(text.encode(), "a.txt")
