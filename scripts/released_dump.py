"""Write `tests/site/releases/VERSION.tar.gz`: a small backup by the version checked out, opened by all later ones.

Run it once for a release, on the commit that is released: `python scripts/released_dump.py`. The rows are made up.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from gainful import __version__

ROOT = Path(__file__).resolve().parents[1]
SEED = """
from gainful.demo import seed
few = list(seed.generate_courses())[:8]
seed.generate_courses = lambda: few
seed.seed(12, of=12)
"""


def main() -> None:
    """Make a folder with sample data, seal its history, and back it up."""
    target = ROOT / "tests" / "site" / "releases" / f"{__version__}.tar.gz"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gainful-release-") as folder:
        environment = {
            **os.environ, "GAINFUL_DATA": folder, "SECRET_KEY": "released", "GAINFUL_DEMO": "1", "DATABASE_URL": "",
        }  # fmt: skip
        for arguments in (
            ("manage", "migrate", "--verbosity", "0"),
            ("manage", "shell", "--verbosity", "0", "--command", SEED),
            ("history", "seal"),
            ("backup", f"{folder}/small.tar"),
        ):
            subprocess.run([sys.executable, "-m", "gainful", *arguments], env=environment, check=True)
        with gzip.GzipFile(target, "wb", mtime=0) as packed:
            packed.write(Path(folder, "small.tar").read_bytes())
    sys.stdout.write(f"{target}: {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
