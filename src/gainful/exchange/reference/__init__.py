"""Official reference releases in: O*NET, ESCO, OEWS and crosswalks become one figures-only snapshot."""

from gainful.exchange.reference.errors import ReleaseError
from gainful.exchange.reference.esco import import_esco
from gainful.exchange.reference.manifest import Manifest, TableRecord
from gainful.exchange.reference.onet import import_onet

__all__ = ["Manifest", "ReleaseError", "TableRecord", "import_esco", "import_onet"]
