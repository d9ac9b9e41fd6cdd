#!/usr/bin/env bash
# Cleaning names before they are compared drops every letter with an accent.
# Who meets it: whoever looks for one person in the files of two agencies, one of which writes Núñez and the other Nunez.
# Guess: cleaning for linkage takes accents off (nunez), or keeps the letters.
# Seen: recordlinkage 0.16, preprocessing.clean() as it comes, makes "nez" of Núñez and "pea" of Peña beside "nunez" and
# "pena"; García López becomes "garca lpez". With strip_accents="ascii" all agree.
# So: turn names into plain letters first, and look at a few of each alphabet before linking.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check recordlinkage==0.16 "pandas<3" 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import pandas as pd
from recordlinkage.preprocessing import clean

names = pd.Series(["Núñez", "Nunez", "Peña", "Pena", "García López"])
plain, asked = clean(names).tolist(), clean(names, strip_accents="ascii").tolist()
print(plain, asked)
assert plain == ["nez", "nunez", "pea", "pena", "garca lpez"]
assert asked == ["nunez", "nunez", "pena", "pena", "garcia lopez"]
PY
