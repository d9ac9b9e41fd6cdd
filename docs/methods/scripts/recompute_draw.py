# Recompute a draw from its record: python recompute_draw.py record.json COMMITMENT_PUBLISHED_BEFORE
import json
import sys
from datetime import datetime as time
from hashlib import sha256

record = json.load(open(sys.argv[1], encoding="utf-8"))
text = lambda value: json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
digest = lambda words: sha256(words.encode()).hexdigest()
check = lambda holds, words: holds or sys.exit(f"Not as published: {words}.")
ordered = lambda people, lot: sorted(people, key=lambda p: (digest(f"{seed}|{lot}|{p['code']}"), p["code"]))
fixed, opened, out = record["committed"], record.get("opened", {}), []
source, secret, values = fixed["public_seed"], opened.get("secret", ""), opened.get("contributions", {})
check(digest(text(fixed)) == record["commitment"] == sys.argv[2], "this was not fixed before the draw")
check(set(opened) == {"secret", "signature" if "round" in source else "contributions"}, "not opened rightly")
check(len(secret) >= 32 and digest(secret) == fixed["secret_hash"], "the secret is short, or another one")
if set(source) == {"beacon", "round"} and source["beacon"] == "drand quicknet":  # see docs for its signature
    known = 1_692_803_367 + 3 * (source["round"] - 1)
    check(time.fromisoformat(fixed["committed_at"]).timestamp() < known, "the public value was known before")
    public = sha256(bytes.fromhex(opened["signature"].strip())).hexdigest()
else:
    check(len(set(values.values())) == len(values) >= 2, "no known beacon, nor parties with a value each")
    check(source == {"parties": {name: digest(values[name]) for name in values}}, "another value of a party")
    public = digest("|".join(values[name] for name in sorted(values)))
seed = digest(f"gainful-draw-1|{record['commitment']}|{secret}|{public}")
for at, room in sorted((row["stratum"], row["seats"]) for row in fixed["seats"]):
    seated, waiting, kept = [], [], {f["segment"]: f["seats"] for f in fixed["floors"] if f["stratum"] == at}
    for priority in sorted({p["priority"] for p in fixed["entries"]}):
        people = [p for p in fixed["entries"] if (p["stratum"], p["priority"]) == (at, priority)]
        seats, won = min(room - len(seated), len(people)), []
        for name in sorted(kept) if 0 < seats < len(people) else []:
            won += ordered((p for p in people if p["segment"] == name), "floor")[: kept[name]]
        rest = ordered((p for p in people if p not in won), "seat")
        seated, waiting = seated + won + rest[: seats - len(won)], waiting + rest[seats - len(won) :]
        kept = {name: max(0, kept[name] - sum(p["segment"] == name for p in people)) for name in kept}
    for outcome, group in (("seat", seated), ("waiting", waiting)):
        out += [{"code": p["code"], "outcome": outcome, "place": n} for n, p in enumerate(group, 1)]
check(text(out) == text(record.get("results")), "the results are not those that the seed gives")
old = "".join(f" Void: {v['announced_at']}, known: {v['known']}." for v in fixed.get("voided", []))
print(f"Recomputed: {len(out)} people, {sum(r['outcome'] == 'seat' for r in out)} seats. As published.{old}")
