#!/usr/bin/env bash
# The fields of a résumé template are left out by one reader of Word files; the other glues years and repeats a box.
# Who meets it: a reader of résumés: Word's own templates keep name, employer and dates in content controls.
# Guess: both give all that a person sees on the page, once.
# Seen: paragraphs of python-docx 1.2.0 leave out every content control: a job that fills a line is no paragraph at
# all (nor does iter_inner_content() give it), and of "Phone: 555-0142" only "Phone: " is left; a word that was added with
# changes tracked is missing too. docx2txt 0.9 has all of them, but drops Word's non-breaking hyphen, so that "2019-2024"
# is 20192024, and gives the text of a box twice, once for old versions of Word.
# So: read the text elements of the file itself, take hyphens for text, and skip what is there for old versions only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 docx2txt==0.9 2>/dev/null
cd "$folder"
"$folder/venv/bin/python" - <<'PY'
import docx
import docx2txt
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = ('xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"')
BOX = "<w:txbxContent><w:p><w:r><w:t>Nursing license 2023</w:t></w:r></w:p></w:txbxContent>"
document = docx.Document()
name = document.add_paragraph("Ana Ruiz")
name._p.addnext(parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Welder, Example Mill</w:t></w:r></w:p></w:sdtContent></w:sdt>"))
for start, added in [
    ("Phone: ", f"<w:sdt {W}><w:sdtContent><w:r><w:t>555-0142</w:t></w:r></w:sdtContent></w:sdt>"),
    ("Forklift ", f'<w:ins {W} w:id="1" w:author="Coach"><w:r><w:t>certified</w:t></w:r></w:ins>'),
    ("2019", f"<w:r {W}><w:noBreakHyphen/><w:t>2024</w:t></w:r>"),
    ("Box: ", f'<w:r {W} {MORE}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx>'
              f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>"
              "</mc:AlternateContent></w:r>"),
]:
    document.add_paragraph(start)._p.append(parse_xml(added))
document.save("resume.docx")

read = docx.Document("resume.docx")
lines = [paragraph.text for paragraph in read.paragraphs]
inner = [paragraph.text for paragraph in read.iter_inner_content()]
words = docx2txt.process("resume.docx").split("\n\n")
print("python-docx:", lines)
print("docx2txt:   ", words)
assert lines == inner == ["Ana Ruiz", "Phone: ", "Forklift ", "2019-2024", "Box: "]
assert words == ["Ana Ruiz", "Welder, Example Mill", "Phone: 555-0142", "Forklift certified", "20192024", "Box: ",
                 "Nursing license 2023", "Nursing license 2023"]
PY
