#!/usr/bin/env bash
# A résumé in RTF comes out without the person's name, and with the words that were struck out.
# Who meets it: a reader of résumés written with WordPad, Word or an old office program, name and phone in the header.
# Guess: the text has what a reader of the page sees: header, boxes, columns; and nothing that was deleted or hidden.
# Seen: striprtf 0.0.35 leaves out header, footer, footnotes and text boxes; it keeps words that were deleted with changes
# tracked and words that are hidden; and it joins the words on both sides of a column break ("Newright"). A page break
# gives two lines. Nothing says that something was left out.
# So: look for {\header and {\shptxt before a résumé in RTF counts as read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check striprtf==0.0.35 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from striprtf.striprtf import rtf_to_text

read = {
    r"{\header Ana Ruiz, 555-0142\par}Welder\par": "Welder\n",
    r"{\footer Ana Ruiz, 555-0142\par}Welder\par": "Welder\n",
    r"Welder{\footnote Certified in 2023}\par": "Welder\n",
    r"{\shp{\*\shpinst{\shptxt Nursing license\par}}}Aide\par": "Aide\n",
    r"Welder, {\deleted fired in }2023\par": "Welder, fired in 2023\n",
    r"Welder{\v  template hint}\par": "Welder template hint\n",
    r"New\column right\par": "Newright\n",
    r"One\page two\par": "One\n\ntwo\n",
}
for text, seen in read.items():
    out = rtf_to_text(r"{\rtf1\ansi" + (text if text[0] in "{\\" else " " + text) + "}")
    print(text, "->", repr(out))
    assert out == seen
PY
