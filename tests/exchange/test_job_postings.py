"""Every kind of posting reads to the same words, within bounds, and every failure says what to do."""

from __future__ import annotations

import codecs
import io
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.exchange.documents import UnreadableFile, read_document
from gainful.exchange.documents.office import odt_text
from gainful.exchange.documents.rtf import rtf_text
from gainful.exchange.job_postings import read_posting
from gainful.exchange.resumes import read_resume
from tests.exchange.variants import (
    NAMES,
    as_docx,
    as_html,
    as_json_ld,
    as_odt,
    as_pdf,
    example,
    word_xml,
    zipped,
)

POSTING = example("nursing-assistant")


def says_what_to_do(error: UnreadableFile, *either: str) -> None:
    assert error.message
    assert len(error.hint) > 15
    assert not either or any(word in error.message for word in either)


def words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["html", "docx", "pdf", "odt"])
def test_every_variant_reads_to_the_words_of_the_text(name: str, kind: str) -> None:
    text = example(name)
    data = {
        "html": lambda: as_html(text).encode(),
        "docx": lambda: as_docx(text),
        "pdf": lambda: as_pdf(text),
        "odt": lambda: as_odt(text),
    }[kind]()
    assert words(read_posting(data, f"posting.{kind}").text) == words(text)


def test_lists_stay_lists_in_word_pdf_and_html() -> None:
    for data, filename in ((as_docx(POSTING), "a.docx"), (as_html(POSTING).encode(), "a.html")):
        assert "\n• Basic computer skills.\n" in read_posting(data, filename).text + "\n"


def test_table_of_labels_reads_as_label_and_value() -> None:
    assert "Location: Erie, PA" in read_posting(as_docx(POSTING), "a.docx").text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]
)
def test_encodings(encoding: str) -> None:
    text = POSTING + "\nCafé, naïve résumé."
    assert read_posting(text.encode(encoding), "posting.txt").text == text


def test_windows_quotes_and_dashes() -> None:
    text = POSTING + "\nYou’ll earn “good pay” – always."
    assert read_posting(text.encode("cp1252"), "posting.txt").text.endswith(
        "You’ll earn “good pay” – always."
    )


def test_html_drops_scripts_hidden_parts_and_menus() -> None:
    text = read_posting(as_html(POSTING).encode(), "x.html").text
    assert not {"Kubernetes", "Fortran", "Forklift", "cookie"} & set(words(text))


def test_hidden_by_attribute() -> None:
    page = f"<p hidden>Alpha</p><div aria-hidden=true>Beta</div><div>{POSTING}"
    assert not {"Alpha", "Beta"} & set(words(read_posting(page.encode(), "x.html").text))


def test_json_ld_file_gives_fields_title_and_text() -> None:
    data = as_json_ld(
        POSTING,
        hiringOrganization={"@type": "Organization", "name": "Lakeshore Regional"},
        jobLocation=[{"@type": "Place", "address": {"addressLocality": "Erie", "addressRegion": "PA"}}],
        baseSalary={"currency": "USD", "value": {"minValue": 18.5, "maxValue": 22, "unitText": "HOUR"}},
        employmentType=["FULL_TIME"],
        totalJobOpenings=8,
        skills="Phlebotomy",
        experienceRequirements={"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 6},
    )
    document = read_posting(data.encode(), "posting.json")
    assert document.title == POSTING.splitlines()[0]
    expected = {
        "employer": "Lakeshore Regional",
        "city": "Erie",
        "region": "PA",
        "wage_low": "18.5",
        "wage_high": "22",
    }
    expected |= {
        "wage_unit": "hour",
        "employment_type": "FULL_TIME",
        "openings": "8",
        "experience_months": "6",
    }
    assert expected.items() <= dict(document.fields).items()
    assert "Bathe, dress and feed patients" in document.text
    assert "Skills:\nPhlebotomy" in document.text


def test_json_ld_inside_a_page_goes_before_the_page() -> None:
    page = f'<html><script type="application/ld+json">{as_json_ld(POSTING)}</script><body><p>Please log in</p></body>'
    document = read_posting(page.encode(), "job.html")
    assert "log in" not in document.text
    assert document.text.count("Bathe, dress") == 1


def test_a_page_that_holds_its_posting_for_programs_only_is_read() -> None:
    held = '{"@type": "JobPosting", "title": "Nurse aide", "description": "Help residents bathe."}'
    page = f'<html><head><script type="application/ld+json">{held}</script></head><body></body></html>'
    document = read_posting(page.encode(), "job.html")
    assert document.title == "Nurse aide"
    assert "Help residents bathe." in document.text
    for empty in ("<html><body><script>1</script></body></html>", page.replace("JobPosting", "Thing")):
        with pytest.raises(UnreadableFile, match="empty"):
            read_posting(empty.encode(), "job.html")


def test_broken_json_ld_inside_a_page_is_passed_over() -> None:
    page = as_html(POSTING).replace("<main>", '<script type="application/ld+json">{"@type": </script><main>')
    assert words(read_posting(page.encode(), "job.html").text) == words(POSTING)


def test_several_postings_in_one_file_are_said() -> None:
    one = json.loads(as_json_ld(POSTING))["@graph"][1]
    document = read_posting(json.dumps([one, one, one]).encode(), "all.json")
    title = f"“{one['title']}”"
    assert document.notes == (f"This file holds 3 postings; {title} was read. The others: {title}.",)


def test_microdata_fields() -> None:
    head = (
        '<div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">Nursing Assistant</h1>'
        '<span itemprop="hiringOrganization"><span itemprop="name">Lakeshore</span></span>'
        '<span itemprop="addressLocality">Erie</span>, <span itemprop="addressRegion">PA</span>'
        '<meta itemprop="minValue" content="18.5"><meta itemprop="unitText" content="HOUR">'
    )
    document = read_posting(f"{head}{as_html(POSTING)}</div>".encode(), "job.html")
    assert document.fields == {
        "title": "Nursing Assistant", "employer": "Lakeshore", "city": "Erie", "region": "PA", "wage_low": "18.5", "wage_unit": "hour",
    }  # fmt: skip


def test_rtf_reads_its_text_only() -> None:
    rtf = (
        r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator Riched20;}\f0 Nurse\rquote s aide\par "
        + POSTING.replace("\n", "\\par\n")
        + r" caf\'e9 \u8211? end\par}"
    )
    text = read_posting(rtf.encode(), "a.rtf").text
    assert text.startswith("Nurse’s aide\nNursing Assistant")
    assert text.endswith("café – end")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            r"{\header Ana Ruiz\par Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}Welder\par",
            "Ana Ruiz\nWelder\n",
        ),
        (
            r"{\header Ana\par}One\sect{\header Ana\par}{\footerf License 12}Two\par",
            "Ana\nOne\n\nTwo\nLicense 12\n",
        ),
        (
            r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt Nursing license\par}}}Aide\par",
            "Nursing license\nAide\n",
        ),
        (r"{\b Welder}, {\deleted fired in }2023{\v  hint}\v more\v0 .\par", "Welder, 2023.\n"),
        (r"New\column right\par", "New\nright\n"),
    ],
)
def test_rtf_reads_what_the_page_shows(source: str, text: str) -> None:
    assert rtf_text(r"{\rtf1\ansi" + (source if source[0] in "{\\" else f" {source}") + "}") == text


def pdf_with(change: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter()
    if change == "password":
        writer.append(io.BytesIO(as_pdf(POSTING)))
        writer.encrypt("secret", algorithm="RC4-128")
    else:
        for _ in range(60):
            writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb_pdf() -> bytes:
    """A page whose content stream unpacks to 400 MB of operators."""
    import zlib

    packed = zlib.compress(b"q " * 200_000_000, 1)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</ProcSet[/PDF]>>/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream",
    )
    pdf, places = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n" % number + held + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(pdf)
    pdf += b"xref\n0 5\n0000000000 65535 f \n" + table
    return pdf + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


LAUGHS = "<!DOCTYPE w [" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
) + "]>"  # fmt: skip
SPANISH = (
    "Se busca auxiliar de enfermería para hospital regional. Bañar y alimentar a los pacientes, tomar signos vitales y "
    "ayudar a las familias. Requisitos: diploma de escuela secundaria, paciencia y buena comunicación. Ofrecemos seguro médico."
)
BAD: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "a.txt", "is empty"),
    "only spaces": (b" \n\t\x00 ", "a.txt", "is empty"),
    "no words": (b"*** --- !!!", "a.txt", "is empty"),
    "empty page": (b"<html><body><script>alert(1)</script></body></html>", "a.html", "is empty"),
    "too big": (b"a " * 3_000_000, "a.txt", "5.7 MB"),
    "too long": (b"We are hiring a nurse. " * 46_000, "a.txt", "characters long"),
    "one long line": (b"a" * 1_000_000, "a.txt", "characters long"),
    "binary": (bytes(range(128, 256)) * 50 + b"\0" * 9000, "a.txt", "readable text"),
    "noise": (bytes(range(256)) * 20, "a.txt", "readable text"),
    "spanish": (SPANISH.encode(), "a.txt", "written in Spanish"),
    "russian": (("Требуется медсестра в областную больницу. Опыт работы от одного года. " * 4).encode(), "a.txt", "Russian"),
    "chinese": (("招聘护士，要求一年以上工作经验，提供培训和保险。" * 8).encode(), "a.txt", "written in"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "old Word file"),
    "old word, other name": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", "password"),
    "macros by name": (as_docx("Nurse"), "a.docm", "macros"),
    "macros inside": (zipped({"word/document.xml": word_xml(""), "word/vbaProject.bin": b"x"}), "a.docx", "macros"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "scan.png", "picture"),
    "program": (b"MZ" + b"\0" * 90, "a.exe", "program"),
    "gzip": (b"\x1f\x8b\x08" + b"\0" * 90, "a.gz", "compressed"),
    "plain zip": (zipped({"a.txt": b"hello"}), "a.zip", "zip archive"),
    "spreadsheet": (zipped({"xl/workbook.xml": b"<a/>"}), "a.docx", "spreadsheet"),
    "zip bomb": (zipped({"word/document.xml": word_xml("<w:p/>" * 400_000)}), "a.docx", "unpacks"),
    "zip of many": (zipped({f"word/{i}.xml": b"" for i in range(3100)} | {"word/document.xml": word_xml("")}), "a.docx", "unpacks"),
    "cut zip": (as_docx("Nurse")[:900], "a.docx", "damaged"),
    "broken xml": (zipped({"word/document.xml": b"<w:document"}), "a.docx", "damaged"),
    "deep xml": (zipped({"word/document.xml": word_xml("<w:sdt>" * 4000 + "</w:sdt>" * 4000)}), "a.docx", "damaged"),
    "unknown encoding": (zipped({"word/document.xml": b"<?xml version='1.0' encoding='klingon'?><a/>"}), "a.docx", "damaged"),
    "billion laughs": (zipped({"word/document.xml": word_xml("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS)}), "a.docx", "definitions"),
    "named pdf": (b"hello there", "a.pdf", "damaged"),
    "broken pdf": (b"%PDF-1.7\nnothing here", "a.pdf", "damaged"),
    "password pdf": (pdf_with("password"), "a.pdf", "password"),
    "many pages": (pdf_with("pages"), "a.pdf", "40 pages"),
    "broken json": (b'{"@type": "JobPosting", ', "a.json", "broken or cut off"),
    "json without posting": (b'{"@type": "Person"}', "a.json", "no schema.org JobPosting"),
    "deep json": (b'{"a":' * 100_000, "a.json", "broken"),
    "deep html": (b"<div>" * 200_000 + b"Nurse wanted", "a.html", "nested"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_says_what_is_wrong_and_what_to_do(case: str) -> None:
    data, filename, said = BAD[case]
    began = time.perf_counter()
    with pytest.raises(UnreadableFile) as caught:
        read_posting(data, filename)
    assert said in caught.value.message
    assert len(caught.value.hint) > 15
    assert time.perf_counter() - began < 10


def test_scanned_pdf_is_called_a_scan() -> None:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_with("pages"))))
    picture = StreamObject()
    picture.update({NameObject("/Subtype"): NameObject("/Image")})
    picture.set_data(b"\0" * 100)
    page = writer.pages[0]
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/I"): writer._add_object(picture)})}
    )
    one = PdfWriter()
    one.add_page(page)
    out = io.BytesIO()
    one.write(out)
    with pytest.raises(UnreadableFile, match="scan"):
        read_posting(out.getvalue(), "scan.pdf")


def test_pdf_bomb_is_stopped_in_its_own_process() -> None:
    began = time.perf_counter()
    with pytest.raises(UnreadableFile, match="unpacks to far more"):
        read_posting(bomb_pdf(), "a.pdf")
    assert time.perf_counter() - began < 25


def test_hidden_direction_marks_and_nulls_are_dropped() -> None:
    text = read_posting(("\u202eNurse\u200b wanted\x00\u2066 " + POSTING).encode(), "a.txt").text
    assert text.startswith("Nurse wanted Nursing Assistant")


def test_windows_and_old_mac_line_ends() -> None:
    assert read_posting(POSTING.replace("\n", "\r\n").encode(), "a.txt").text == POSTING.strip()
    assert read_posting(POSTING.replace("\n", "\r").encode(), "a.txt").text == POSTING.strip()


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=3000),
    st.sampled_from(["a.txt", "a.html", "a.json", "a.docx", "a.odt", "a.rtf", "a.doc", "noname", ""]),
)
def test_no_bytes_raise_anything_but_unreadable_file(data: bytes, filename: str) -> None:
    try:
        document = read_posting(data, filename)
    except UnreadableFile as error:
        says_what_to_do(error)
    else:
        assert document.text.strip() == document.text != ""


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=40))
def test_a_damaged_word_file_is_read_or_refused(at: int, noise: bytes) -> None:
    data = as_word_once()
    at %= len(data)
    try:
        read_document(data[:at] + noise + data[at + len(noise) :], "a.docx", what="posting")
    except UnreadableFile as error:
        says_what_to_do(error)


def as_word_once() -> bytes:
    global _WORD  # noqa: PLW0603
    if not _WORD:
        _WORD = as_docx(POSTING)
    return _WORD


_WORD = b""


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=400))
def test_text_survives_any_mark_up_around_it(noise: str) -> None:
    page = f"<p>{POSTING}</p>{noise}"
    try:
        assert "Bathe, dress" in read_posting(page.encode(), "a.html").text
    except UnreadableFile as error:
        says_what_to_do(error, "written in", "readable")


def test_resume_uses_the_same_reader() -> None:
    assert (
        read_resume(codecs.BOM_UTF8 + b"Maria Lopez\nFlight attendant", "cv.txt").text
        == "Maria Lopez\nFlight attendant"
    )
    with pytest.raises(UnreadableFile, match="résumé is empty"):
        read_resume(b"", "cv.txt")


def test_tables_in_tables_are_read_once_each():
    deep = (
        "<w:tbl><w:tr><w:tc>" * 60 + "<w:p><w:r><w:t>nurse</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 60
    )
    text = read_document(zipped({"word/document.xml": word_xml(deep)}), "a.docx", what="posting").text
    assert text == "nurse"


def test_a_text_of_more_lines_than_any_posting_is_refused():
    with pytest.raises(UnreadableFile, match="lines") as caught:
        read_document(b"a\n" * 6_000, "a.txt", what="posting")
    says_what_to_do(caught.value)


def test_a_page_that_says_all_in_its_mark_up_is_read() -> None:
    """Career sites draw their pages by script: the saved source has an empty body and one JSON-LD block."""
    block = '{"@type": "JobPosting", "title": "Baker", "description": "Bakes bread and rolls at night."}'
    page = (
        f'<html><body><div id="root"></div><script type="application/ld+json">{block}</script></body></html>'
    )
    found = read_posting(page.encode(), "page.html")
    assert found.title == "Baker"
    assert "Bakes bread" in found.text
    with pytest.raises(UnreadableFile, match="empty"):
        read_posting(b"<html><body><div id='root'></div><script>draw()</script></body></html>", "page.html")


def test_an_opendocument_is_read_in_the_order_of_its_page():
    page = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        "<text:h>Nurse wanted</text:h><text:list><text:list-item><text:p>Care</text:p></text:list-item>"
        "<text:list-item><text:p>Wash</text:p></text:list-item></text:list><text:p>$20 an hour</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    assert odt_text(zipped({"content.xml": page.encode()})).split("\n") == [
        "", "Nurse wanted", "• Care", "• Wash", "$20 an hour",
    ]  # fmt: skip
