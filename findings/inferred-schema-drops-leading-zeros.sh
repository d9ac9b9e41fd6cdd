#!/usr/bin/env bash
# A data package that is described by its own library loses the leading zeros of every key.
# Who meets it: whoever publishes results by county, ZIP or program (CIP) as a Frictionless Data Package and lets the
# library infer the schema.
# Guess: a column with "02134" or "01.0508" in it is text.
# Seen: frictionless 5.21.0 infers integer for ZIP and FIPS codes and number for CIP codes; reading gives 2134, 9001 and
# 1.0508, the package is valid, and nothing is said. "2024-10" as a quarter's first month becomes a year-month object.
# So: write the schema from the product's own types; never infer it for codes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import os
import pathlib
import tempfile

from frictionless import Resource

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    pathlib.Path("programs.csv").write_text("zip,fips,cip\n02134,09001,01.0508\n10001,09003,11.0101\n")
    resource = Resource("programs.csv")
    resource.infer()
    kinds = {field.name: field.type for field in resource.schema.fields}
    first = resource.read_rows()[0].to_dict()
    valid = resource.validate().valid
print(kinds, first, "valid:", valid)
assert kinds == {"zip": "integer", "fips": "integer", "cip": "number"}
assert (first["zip"], first["fips"], str(first["cip"]), valid) == (2134, 9001, "1.0508", True)
PY
