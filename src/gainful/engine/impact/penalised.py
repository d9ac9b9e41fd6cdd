"""Two regressions held back by a penalty on the slopes, never on the constant: ridge and logistic.

They serve propensities and double learning; tests compare them with scikit-learn (32 MB, which nothing else needs).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Linear:
    """A constant and a slope for each covariate."""

    constant: float
    slopes: np.ndarray

    def predict(self, x: np.ndarray) -> np.ndarray:
        """The linear prediction, float64 [rows]."""
        return np.asarray(self.constant + x @ self.slopes)

    def chance(self, x: np.ndarray) -> np.ndarray:
        """The chance that a logistic regression predicts, float64 [rows], 0-1."""
        from scipy.special import expit

        return np.asarray(expit(self.predict(x)))


def ridge(x: np.ndarray, y: np.ndarray, penalties: np.ndarray) -> Linear:
    """Least squares with the penalty that foretells left-out rows best (each row left out once, in closed form).

    Minimises the squared errors plus penalty × squared slopes; of penalties that do as well, the first. Rows left out
    need no fit of their own: their error is e / (1 - h) with h on the diagonal of the hat matrix (Golub, Heath and
    Wahba 1979, Technometrics 21(2)).
    """
    middle, mean = x.mean(axis=0), float(y.mean())
    u, s, vt = np.linalg.svd(x - middle, full_matrices=False)
    along = u.T @ (y - mean)
    shrunk = s**2 / (s**2 + np.asarray(penalties, float)[:, None])
    errors = (y - mean) - (shrunk * along) @ u.T
    leverage = 1 / len(y) + shrunk @ (u**2).T
    left_out = errors / np.maximum(1 - leverage, np.finfo(float).eps)
    best = float(penalties[int(np.argmin((left_out**2).mean(axis=1)))])
    slopes = vt.T @ (s / (s**2 + best) * along)
    return Linear(mean - float(middle @ slopes), slopes)


def logistic(x: np.ndarray, d: np.ndarray, strength: float, weight: np.ndarray | None = None) -> Linear:
    """Logistic regression that minimises `strength` × the log loss plus half the squared slopes.

    `weight` is how often each person counts, 1 where it is not given.

    ValueError where everybody has the same `d`, or the search does not come to its end.
    """
    from scipy.optimize import minimize
    from scipy.special import expit

    if d.min() == d.max():
        raise ValueError("A logistic regression needs people of both kinds.")
    design = np.column_stack([np.ones(len(d)), x])
    penalty = np.append(0.0, np.ones(x.shape[1]))
    share = 1 / (strength * len(d))
    counts = np.ones(len(d)) if weight is None else weight

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        along = design @ beta
        value = np.mean(counts * (np.logaddexp(0, along) - d * along)) + share / 2 * (penalty @ beta**2)
        return float(value), design.T @ (counts * (expit(along) - d)) / len(d) + share * penalty * beta

    def curvature(beta: np.ndarray) -> np.ndarray:
        chance = expit(design @ beta)
        bent = design.T @ (design * (counts * chance * (1 - chance))[:, None]) / len(d)
        return np.asarray(bent + share * np.diag(penalty))

    found = minimize(
        loss,
        np.zeros(design.shape[1]),
        jac=True,
        hess=curvature,
        method="trust-exact",
        options={"gtol": 1e-9, "maxiter": MOST_STEPS},
    )
    if not np.isfinite(found.x).all() or np.abs(found.jac).max() > 1e-5:
        raise ValueError("The logistic regression did not settle.")
    return Linear(float(found.x[0]), np.asarray(found.x[1:]))
