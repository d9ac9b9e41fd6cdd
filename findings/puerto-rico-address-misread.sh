#!/usr/bin/env bash
# Addresses of Puerto Rico are taken apart wrongly, with the label of a street address and no doubt.
# Who meets it: a directory of services or an intake form that splits addresses to sort by street or to draw a route.
# Guess: "Urb." (the urbanization, which makes a Puerto Rican address unique) and "Calle" are known: the postal service
# publishes both forms.
# Seen: usaddress 0.5.16 makes the urbanization the recipient, as if it were a person, and reads the word "Calle" as the
# house number when the street comes first. Every address is tagged "Street Address".
# So: keep the address as typed; use parts only after the person has seen them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check usaddress==0.5.16 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import usaddress

urb, kind = usaddress.tag("Urb. Las Flores 150 Calle A San Juan PR 00926")
street, kind_of_street = usaddress.tag("Calle Luna 12 San Juan PR 00901")
print(dict(urb), kind)
print(dict(street), kind_of_street)
assert urb["Recipient"].startswith("Urb") and kind == "Street Address"
assert street["AddressNumber"] == "Calle" and street["StreetName"] == "Luna 12" and kind_of_street == "Street Address"
PY
