#!/usr/bin/env bash
# A readability score of Spanish counts a third of the syllables too few, and so calls a text far easier than it is.
# Who meets it: a program that checks its letters and lessons in Spanish with the scale of Fernández Huerta (0 to 100).
# Guess: "día" has two syllables and "oía" three, as in every school book; a text scores the same whichever words
# it is made of, given the same counts.
# Seen: textstat 0.7.13 counts the places where pyphen 0.18.1 would hyphenate a line, and those leave one letter alone
# nowhere and split no two vowels: día, río, tía, Ana, agua, oía, leer, aún are one syllable each. The four sentences below
# have 29 syllables by the rules and get 19; they score 131.5, above the top of the scale, where the rules give 94.
# So: count vowels by the rules of Spanish; do not compare its scores with published bands.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check textstat==0.7.13 pyphen==0.18.1 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import textstat

textstat.set_lang("es")
words = {"día": 2, "río": 2, "tía": 2, "Ana": 2, "agua": 2, "oía": 3, "leer": 2, "aún": 2, "María": 3, "trabajo": 3}
counted = {word: textstat.syllable_count(word) for word in words}
print("counted:", counted)
assert [word for word in words if counted[word] == 1] == ["día", "río", "tía", "Ana", "agua", "oía", "leer", "aún"]
assert counted["María"] == 2 and counted["trabajo"] == 3
text = "Yo oí el río. Leí un diálogo. Él oía a la tía María. Caía el día."
syllables = "Yo o-í el rí-o. Le-í un diá-lo-go. Él o-í-a a la tí-a Ma-rí-a. Ca-í-a el dí-a."
real = len(syllables.replace("-", " ").split())
count, score = textstat.syllable_count(text), textstat.fernandez_huerta(text)
by_rule = 206.84 - 60 * real / 16 - 1.02 * 16 / 4
print("syllables by the rules:", real, "counted:", count, "score:", score, "score by the rules:", round(by_rule, 1))
assert (real, count) == (29, 19) and abs(score - 131.51) < 0.1
PY
