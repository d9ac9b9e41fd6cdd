#!/usr/bin/env bash
# People lose their family name to a title.
# Who meets it: an import that splits a column "Name" before people are matched with wage records or searched by name.
# Guess: a name of two words has a first and a last part.
# Seen: nameparser 2.6.0 takes a given name that is also a rank or an honour for a title. With most of them no given name
# is left ("Royal Hayes", "Marquis Hall", "Sultan Ahmed", "Imam Hussein"); with some the family name becomes the given
# one and no family name is left ("Princess Brown", "Prince Adams", "King Martin", "Queen Latham"). Nothing says so.
# "Junior Garcia" and "Dean Smith" are read as people.
# So: a split that leaves one side empty is asked back, never saved.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nameparser==2.6.0 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from nameparser import HumanName

for name in ["Royal Hayes", "Marquis Hall", "Sultan Ahmed", "Imam Hussein", "Deacon Frey", "Baron Davis"]:
    read = HumanName(name)
    print(name, "->", read.title, "|", read.first, "|", read.last)
    assert (read.title, read.first, read.last) == (name.split()[0], "", name.split()[1])
for name in ["Princess Brown", "Prince Adams", "King Martin", "Queen Latham"]:
    read = HumanName(name)
    print(name, "->", read.title, "|", read.first, "|", read.last)
    assert (read.title, read.first, read.last) == (name.split()[0], name.split()[1], "")
assert HumanName("Junior Garcia").last == "Garcia" and HumanName("Dean Smith").first == "Dean"
PY
