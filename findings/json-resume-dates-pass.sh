#!/usr/bin/env bash
# The schema of JSON Resume lets dates pass that are none, and refuses the empty date that editors write.
# Who meets it: an importer of résumés that trusts a file because it is valid.
# Guess: month 19 and day 39 are refused; an employer under the old name "company" is refused or mapped; a job that goes
# on may have an empty or null end.
# Seen: @jsonresume/schema 1.3.1 accepts "2019-19", "2019-01-39" and "2019-02-30" (the pattern looks at first digits
# only) and a job whose end lies before its start; it accepts work with "company" and without "name" in silence; it
# refuses endDate "" and null. A job that goes on is one without endDate.
# So: valid says little; read dates and both names yourself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null 2>&1
npm install --silent --no-fund --no-audit @jsonresume/schema@1.3.1 >/dev/null 2>&1
cat > look.mjs <<'JS'
import { validate } from "@jsonresume/schema";
import assert from "node:assert";
const valid = (job) => new Promise((done) => validate({ work: [job] }, (errors) => done(!errors)));
const seen = {};
for (const job of [
  { name: "Mill", startDate: "2019-19" }, { name: "Mill", startDate: "2019-01-39" }, { name: "Mill", startDate: "2019-02-30" },
  { name: "Mill", startDate: "2020-01", endDate: "2010-01" }, { company: "Mill", position: "Sawyer" },
  { name: "Mill", startDate: "2019-01", endDate: "" }, { name: "Mill", startDate: "2019-01", endDate: null },
]) seen[JSON.stringify(job)] = await valid(job);
console.log(seen);
assert.deepEqual(Object.values(seen), [true, true, true, true, true, false, false]);
JS
node look.mjs
