"""`python -m gainful`."""

import sys

from gainful.cli import main

sys.exit(main())
