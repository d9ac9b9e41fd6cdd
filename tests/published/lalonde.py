"""The famous data sets, from packages that carry them."""

from __future__ import annotations

from importlib.metadata import distribution

import pandas as pd

COVARIATES = ("age", "educ", "black", "hisp", "marr", "nodegree")
BEFORE = ("re74", "re75")


def experiment() -> pd.DataFrame:
    """NSW as Dehejia and Wahba (1999) used it: 185 drawn, 260 not."""
    from causaldata import nsw_mixtape

    return nsw_mixtape.load_pandas().data


def with_cps() -> pd.DataFrame:
    """Its treated people beside 15,992 of the Current Population Survey."""
    from causaldata import cps_mixtape

    treated = experiment().query("treat == 1")
    return pd.concat([treated, cps_mixtape.load_pandas().data], ignore_index=True)


def minimum_wage() -> pd.DataFrame:
    """Counties by year, with the first year of a higher minimum wage (Callaway and Sant'Anna 2021), from moderndid.

    Read from its file: importing that package would load a second table library.
    """
    file = distribution("moderndid").locate_file("moderndid/core/datasets/mpdta_long.pkl.gz")
    return pd.read_pickle(str(file))  # noqa: S301 - data of a pinned development package
