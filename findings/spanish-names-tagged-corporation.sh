#!/usr/bin/env bash
# A tagger of names takes Spanish and Vietnamese people for corporations, and organisations for people.
# Who meets it: a list of employers and people in one column (contacts, payees), split by kind.
# Guess: three given and family names without a word such as Inc are a person; "Grace Hospital" is none.
# Seen: probablepeople 0.5.6 tags four of the five people below as a corporation, and "Grace Hospital", "Hope House",
# "Young Life" as people with those given names. Two-word names are read as people.
# So: its kind must not decide who is a participant and who an organisation.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check probablepeople==0.5.6 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import probablepeople

people = ["María José García López", "García López, María José", "Nguyễn Thị Minh Khai", "Maria Del Carmen Ruiz", "Cruz de la Rosa"]
kinds = [probablepeople.tag(name)[1] for name in people]
print(dict(zip(people, kinds)))
assert kinds == ["Corporation"] * 4 + ["Person"]
others = ["Grace Hospital", "Hope House", "Young Life"]
read = {name: probablepeople.tag(name) for name in others}
print({name: (dict(parts), kind) for name, (parts, kind) in read.items()})
assert all(kind == "Person" and parts["GivenName"] == name.split()[0] for name, (parts, kind) in read.items())
PY
