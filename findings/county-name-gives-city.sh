#!/usr/bin/env bash
# A county's name without a word for its kind becomes the city beside it, even a city that ceased to be one.
# Who meets it: a program that turns the county typed on an intake form into its FIPS code for wages or rates.
# Guess: "Baltimore", "St. Louis" and "Bedford" in their states are counties 24005, 29189 and 51019; Connecticut's nine
# planning regions, which federal tables use since 2022 in place of its counties, are known.
# Seen: addfips 0.4.2 gives the independent cities 24510, 29510 and 51515. 51515 has not existed since July 2013, when
# the city of Bedford became a town of Bedford County. With the word "County" all three are right. No planning region of
# Connecticut is found, nor Chugach Census Area (Alaska, since 2019); the old units are, without a word.
# So: ask for the kind of place, or show the person the full name of what was found.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check addfips==0.4.2 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
from addfips import AddFIPS

county = AddFIPS().get_county_fips
for name, state, found, meant in [
    ("Baltimore", "MD", "24510", "24005"), ("St. Louis", "MO", "29510", "29189"), ("Bedford", "VA", "51515", "51019"),
]:
    print(name, state, county(name, state=state), "but with County:", county(name + " County", state=state))
    assert county(name, state=state) == found and county(name + " County", state=state) == meant
for name, state in [("Capitol", "CT"), ("Capitol Planning Region", "CT"), ("Greater Bridgeport", "CT"), ("Chugach", "AK")]:
    print(name, state, county(name, state=state))
    assert county(name, state=state) is None
assert county("Fairfield", state="CT") == "09001" and county("Valdez-Cordova", state="AK") == "02261"
PY
