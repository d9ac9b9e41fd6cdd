#!/usr/bin/env bash
# One name with an accent, written by an old Mac program, is taken for Western European text and comes out garbled.
# Who meets it: a program that reads a list of people exported without UTF-8, with few accents in it.
# Guess: with three candidates (cp1252, Mac Roman, old DOS) the detector prefers "José Núñez" to "JosŽ Nœ–ez", which has a
# dash inside a word and a capital behind a small letter.
# Seen: charset-normalizer 3.4.4 answers cp1252 for a file with "José Núñez" in Mac Roman, and for "Ana Peña" too; with
# thirty names it is right.
# So: for short files ask which candidate gives words without signs and capitals inside, and show the person some names.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check charset-normalizer==3.4.4 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from charset_normalizer import from_bytes

CANDIDATES = ["utf_8", "cp1252", "mac_roman", "cp437"]


def read(names):
    text = "Person ID,Name\n" + "".join(f"P{n},{name}\n" for n, name in enumerate(names))
    lines = [line for line in text.encode("mac_roman").splitlines(keepends=True) if not line.isascii()]
    best = from_bytes(b"".join(lines), cp_isolation=CANDIDATES).best()
    return best.encoding if best else None, str(best).strip()


for name in ("José Núñez", "Ana Peña"):
    codec, text = read([name])
    print(name, "→", codec, text)
    assert codec != "mac_roman" and name not in text
many = ["José Núñez", "Zoë Müller", "Ana Peña", "François Côté", "Renée Brändli"] * 6
print("thirty names →", read(many)[0])
assert read(many)[0] == "mac_roman"
PY
