#!/usr/bin/env bash
# A job posting's structured data is not read when its script names the character set.
# Who meets it: a reader of postings from career pages.
# Guess: type="application/ld+json; charset=utf-8" and type="Application/LD+JSON" are JSON-LD like any other: a media type
# may carry parameters and is compared without regard to case.
# Seen: extruct 0.18.0 returns nothing for both, without an error; the plain spelling is read.
# So: compare the essence of the media type, in lower case.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check extruct==0.18.0 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import extruct

posting = '{"@context": "https://schema.org", "@type": "JobPosting", "title": "Cook"}'
read = {}
for kind in ["application/ld+json", "application/ld+json; charset=utf-8", "Application/LD+JSON"]:
    page = f'<html><head><script type="{kind}">{posting}</script></head><body><h1>Cook</h1></body></html>'
    read[kind] = len(extruct.extract(page, syntaxes=["json-ld"])["json-ld"])
print(read)
assert list(read.values()) == [1, 0, 0]
PY
