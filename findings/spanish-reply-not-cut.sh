#!/usr/bin/env bash
# A Spanish e-mail reply is not cut from what it answers.
# Who meets it: threads that take a participant's answer by e-mail; the whole history, coach's words included, becomes
# what the person "said".
# Guess: a reader told languages=["es"] ends the answer at "El lun, 2 nov 2026 a las 9:14, ... escribió:".
# Seen: mail-parser-reply 1.36 never does for that line as mail programs write it (five forms tried). The English line,
# and a Spanish block "De: / Enviado: / Para: / Asunto:", are cut as expected.
# So: for Spanish, cut at the header line first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mail-parser-reply==1.36 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from mailparser_reply import EmailReplyParser

reader = EmailReplyParser(languages=["es"])
forms = [
    "El lun, 2 nov 2026 a las 9:14, Centro (<centro@example.org>) escribió:",
    "El lun., 2 nov. 2026 a las 9:14, Centro <centro@example.org> escribió:",
    "El lun, 2 de nov. de 2026 a la(s) 9:14 a.m., Centro (centro@example.org) escribió:",
    "El 2 nov 2026, a las 9:14, Centro <centro@example.org> escribió:",
    "El 2/11/26 a las 9:14, Centro escribió:",
]
for form in forms:
    answer = reader.parse_reply(f"Sí, puedo.\n\n{form}\n\n> ¿Puede venir el martes?\n")
    print(repr(answer[:60]), "...")
    assert "¿Puede venir" in answer
english = "Yes.\n\nOn Mon, Nov 2, 2026 at 9:14 AM Center <center@example.org> wrote:\n> Can you come?\n"
assert EmailReplyParser(languages=["en"]).parse_reply(english) == "Yes."
block = "Sí.\n\nDe: Centro <c@example.org>\nEnviado: lunes, 2 de noviembre de 2026 9:14\nPara: Ana\nAsunto: Cita\n\n¿Viene?\n"
assert reader.parse_reply(block) == "Sí."
PY
