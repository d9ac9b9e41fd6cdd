"""Résumés as files: letters of a PDF by their places, columns, Word's margins and changes, JSON Resume."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from gainful.engine.resumes.profile import resume_profile
from gainful.exchange.documents.pdf import pdf_text
from gainful.exchange.documents.plain import clean
from gainful.exchange.resumes import UnreadableFile, read_resume
from tests.exchange.variants import as_pdf, zipped

TODAY = date(2026, 11, 1)
TWO = [
    ("Baker", "Elm Street Bakery", "2018-08-01", "2020-04-30"),
    ("Cashier", "Corner Mart", "2015-02-01", "2018-07-31"),
]
LEFT = [
    "CONTACT",
    "ana@example.org",
    "Dayton, OH",
    "SKILLS",
    "Bread and rolls",
    "Food safety",
    "LANGUAGES",
    "Spanish",
]
RIGHT = ["EXPERIENCE", "Baker", "Elm Street Bakery", "Aug 2018 - Apr 2020", "Baked bread for guests.", "Cashier", "Corner Mart", "Feb 2015 - Jul 2018"]  # fmt: skip


def jobs(data: bytes, name: str = "resume.pdf") -> list[tuple[str, str | None, str | None, str | None]]:
    read = resume_profile(read_resume(data, name).text, TODAY)
    return [
        (j.title.text, j.employer and j.employer.text, j.dates and str(j.dates.start), j.dates and str(j.dates.end))
        for j in read.jobs
    ]  # fmt: skip


def drawn(operations: list[tuple[float, float, str]]) -> bytes:
    """A one-page PDF whose runs of letters are placed one by one, in this order."""
    body = "BT /F1 10 Tf " + " ".join(f"1 0 0 1 {x} {y} Tm ({t}) Tj" for x, y, t in operations) + " ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body.encode()),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    )
    return out.getvalue()


def test_columns_that_are_drawn_row_by_row_stay_apart() -> None:
    rows = [(x, 700 - 16 * i, words) for i in range(8) for x, words in ((50, LEFT[i]), (300, RIGHT[i]))]
    assert jobs(drawn(rows)) == TWO


def test_dates_flush_right_belong_to_their_line_though_drawn_last() -> None:
    lines = ["EXPERIENCE", "Baker", "Elm Street Bakery", "Baked bread for guests.", "Cashier", "Corner Mart"]
    rows = [(50.0, 700.0 - 16 * i, words) for i, words in enumerate(lines)]
    rows += [(450, 684, "Aug 2018 - Apr 2020"), (450, 636, "Feb 2015 - Jul 2018")]
    assert jobs(drawn(rows)) == TWO


def test_letters_that_are_placed_one_by_one_make_words() -> None:
    lines = [
        "EXPERIENCE",
        "Baker",
        "Elm Street Bakery",
        "Aug 2018 - Apr 2020",
        "Baked bread.",
        "Cashier",
        "Corner Mart",
        "Feb 2015 - Jul 2018",
    ]
    letters = [
        (50 + 9.0 * at, 700 - 16.0 * i, letter)
        for i, words in enumerate(lines)
        for at, letter in enumerate(words)
        if letter != " "
    ]
    assert jobs(drawn(letters)) == TWO


def test_words_keep_their_own_hyphens_at_the_ends_of_lines() -> None:
    text = pdf_text(
        as_pdf(
            "Strong problem-solving in Winston-Salem and steady hand-eye coordination in every well-run kitchen "
            * 6
        )
    )
    assert "problem-solving" in text
    assert "problemsolving" not in text
    assert "Winston-Salem" in text
    assert "\u00ad" not in text


def test_letters_in_forms_for_printing_are_read_as_letters() -> None:
    assert (
        clean("O\ufb03ce Clerk, Certi\ufb01ed, \uff26\uff35\uff2c\uff2c, 2019\u20112021")
        == "Office Clerk, Certified, FULL, 2019-2021"
    )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, **parts: str) -> bytes:
    members = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()}
    for name, inner in parts.items():
        members[f"word/{name}.xml"] = f"<w:hdr {W}>{inner}</w:hdr>".encode()
    return zipped(members | {"[Content_Types].xml": b"<Types/>"})


def paragraph(words: str, run: str = "") -> str:
    return f"<w:p><w:r>{run}<w:t>{words}</w:t></w:r></w:p>"


def test_word_reads_margins_and_leaves_out_what_is_gone() -> None:
    body = (
        paragraph("EXPERIENCE") + paragraph("Baker, Elm Street Bakery, Aug 2018 - Apr 2020")
        + f'<w:moveFrom w:id="1">{paragraph("Cashier, Corner Mart, Feb 2015 - Jul 2018")}</w:moveFrom>'
        + f'<w:moveTo w:id="2">{paragraph("Cashier, Corner Mart, Feb 2015 - Jul 2018")}</w:moveTo>'
        + paragraph("Astronaut, Moon Base, Feb 2010 - Jul 2012", "<w:rPr><w:vanish/></w:rPr>")
        + "<w:p><w:del><w:r><w:delText>Wizard</w:delText></w:r></w:del></w:p>"
    )  # fmt: skip
    data = word(
        body,
        header1=paragraph("Ana Diaz"),
        footer1=paragraph("Certified Nursing Assistant") + paragraph("Page 1 of 2"),
    )
    text = read_resume(data, "resume.docx").text
    assert "Astronaut" not in text
    assert "Wizard" not in text
    assert "Page 1" not in text
    assert text.count("Cashier") == 1
    assert jobs(data, "resume.docx") == TWO
    assert [held.name for held in resume_profile(text, TODAY).credentials] == [
        "Certified Nursing Assistant (CNA)"
    ]


@pytest.mark.parametrize("employer", ["name", "company"])
def test_json_resume_with_dates_of_three_lengths(employer: str) -> None:
    value = {
        "basics": {"name": "Ana Diaz"},
        "work": [
            {
                employer: "Elm Street Bakery",
                "position": "Baker",
                "startDate": "2018-08-01",
                "endDate": "2020-04",
                "highlights": ["Baked bread"],
            },
            {employer: "Corner Mart", "position": "Cashier", "startDate": "2015", "endDate": "2018"},
            {"position": "Driver"},
        ],
        "education": [{"studyType": "High school diploma", "endDate": "2014"}],
    }
    read = jobs(json.dumps(value).encode(), "resume.json")
    assert read[:2] == [TWO[0], ("Cashier", "Corner Mart", "2015-07-01", "2018-07-01")]


@pytest.mark.parametrize("source", ['{"people": []}', "[1, 2]", '{"work": '])
def test_other_json_is_refused(source: str) -> None:
    with pytest.raises(UnreadableFile):
        read_resume(source.encode(), "resume.json")
