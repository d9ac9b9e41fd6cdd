"""Recompute a draw from its published record: python recompute_draw.py record.json COMMITMENT_PUBLISHED_BEFORE

Standard library only. It does not check the beacon's signature (see docs/methods/lottery.md for that).
"""

import json
import sys
from hashlib import sha256

record = json.load(open(sys.argv[1], encoding="utf-8"))
fixed, opened, results = record["committed"], record["opened"], []
digest = lambda text: sha256(text.encode()).hexdigest()
commitment = digest(json.dumps(fixed, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
if "round" in fixed["public_seed"]:
    public = sha256(bytes.fromhex(opened["signature"].strip())).hexdigest()
else:
    hashes, values = fixed["public_seed"]["parties"], opened["contributions"]
    assert set(hashes) == set(values) and all(digest(values[name]) == hashes[name] for name in hashes)
    public = digest("|".join(values[name] for name in sorted(values)))
seed = digest(f"gainful-draw-1|{commitment}|{opened['secret']}|{public}")


def ordered(people, round_name):
    return sorted(people, key=lambda one: (digest(f"{seed}|{round_name}|{one['code']}"), one["code"]))


for row in sorted(fixed["seats"], key=lambda row: row["stratum"]):
    left, seated, waiting = row["seats"], [], []
    floors = {f["segment"]: f["seats"] for f in fixed["floors"] if f["stratum"] == row["stratum"]}
    members = [one for one in fixed["entries"] if one["stratum"] == row["stratum"]]
    for priority in sorted({one["priority"] for one in members}):
        people = [one for one in members if one["priority"] == priority]
        seats, won = min(left, len(people)), []
        for name in sorted(floors) if 0 < seats < len(people) else []:
            won += ordered((one for one in people if one["segment"] == name), "floor")[: floors[name]]
        others = ordered((one for one in people if one not in won), "seat")
        left, seated = left - seats, seated + won + others[: seats - len(won)]
        waiting += others[seats - len(won) :]
        floors = {n: max(0, f - sum(one["segment"] == n for one in people)) for n, f in floors.items()}
    for outcome, group in (("seat", seated), ("waiting", waiting)):
        results += [{"code": one["code"], "outcome": outcome, "place": n} for n, one in enumerate(group, 1)]
assert digest(opened["secret"]) == fixed["secret_hash"] and commitment == record["commitment"] == sys.argv[2]
assert results == record["results"], "the results are not those that the seed gives"
seats = sum(result["outcome"] == "seat" for result in results)
print(f"Recomputed: {len(results)} people, {seats} seats. As published.")
