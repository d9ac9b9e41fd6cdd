"""The example postings as HTML, JSON-LD, Word and PDF, made by the test that needs them."""

from __future__ import annotations

import html
import io
import json
import zipfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = ("nursing-assistant", "industrial-maintenance", "help-desk")


def example(name: str) -> str:
    return (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def as_html(text: str) -> str:
    """A page with menu, script, hidden words and lists, as a careers site would send it."""
    body: list[str] = []
    for line in text.splitlines():
        safe = html.escape(line.removeprefix("- "))
        body.append(f"<li>{safe}</li>" if line.startswith("- ") else f"<p>{safe}</p>" if line else "")
    return (
        "<!doctype html><html><head><title>Careers</title><style>p{color:red}</style>"
        "<script>var skills = 'Kubernetes';</script></head><body><nav><a href=/>Home</a> Forklift jobs</nav>"
        f"<main><div style='display: none'>Secret Fortran wanted</div>{''.join(body)}</main>"
        "<footer>Copyright, cookie policy</footer></body></html>"
    )


def as_json_ld(text: str, **more: object) -> str:
    lines = text.splitlines()
    posting = {"@context": "https://schema.org", "@type": "JobPosting", "title": lines[0]} | more
    posting["description"] = "".join(f"<p>{html.escape(line)}</p>" for line in lines[1:] if line)
    return json.dumps({"@graph": [{"@type": "WebSite"}, posting]})


def as_docx(text: str) -> bytes:
    """A Word document with bullets, and the lines "Label: value" at its top as a table."""
    import docx

    document = docx.Document()
    for line in text.splitlines():
        if line.startswith(("Location: ", "Company: ", "Job title: ")):
            label, value = line.split(": ", 1)
            row = document.add_table(rows=1, cols=2).rows[0].cells
            row[0].text, row[1].text = label, value
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    """A PDF set by typst with wrapped lines and bullets."""
    import typst

    escaped = text.translate({ord(c): f"\\{c}" for c in "\\#$*_`<>@[]~"})
    source = '#set page(width: 16cm, height: 23cm)\n#set text(lang: "en")\n' + "\n\n".join(
        escaped.splitlines()
    )
    return typst.compile(source.encode())


def as_odt(text: str) -> bytes:
    lines = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in text.splitlines())
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        f"{lines}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def word_xml(body: str, before: str = "") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f'<?xml version="1.0"?>{before}<w:document {space}><w:body>{body}</w:body></w:document>'.encode()
