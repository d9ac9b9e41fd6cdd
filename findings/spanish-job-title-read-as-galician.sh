#!/usr/bin/env bash
# A job title in Spanish is read as another language.
# Who meets it: whoever picks the language of a form or a letter from what a person typed as their last work.
# Guess: "Auxiliar de enfermería" and "Cocinero" are Spanish.
# Seen: py3langid 0.2.2 says Galician of the first and English of the second; "Se busca cocinero con experiencia" is Spanish.
# Limited to English and Spanish the first is right, the second still English: a word alone tells too little.
# So: ask people for their language; guess it only among the languages that are offered, and from whole sentences.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check py3langid==0.2.2 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from py3langid.langid import MODEL_FILE, LanguageIdentifier

titles = ("Auxiliar de enfermería", "Cocinero", "Se busca cocinero con experiencia")
reader = LanguageIdentifier.from_pickled_model(MODEL_FILE)
free = [reader.classify(title)[0] for title in titles]
reader.set_languages(["en", "es"])
of_two = [reader.classify(title)[0] for title in titles]
print(free, of_two)
assert free == ["gl", "en", "es"]
assert of_two == ["es", "en", "es"]
PY
