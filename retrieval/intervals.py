"""How far a measured share may lie from the true one."""

from __future__ import annotations

import math

Z95 = 1.959963984540054  # standard normal quantile of 0.975


def wilson(hits: int, total: int, z: float = Z95) -> tuple[float, float]:
    """The Wilson score interval of a share, by default the one of 95%.

    Unlike the textbook's normal interval it stays within 0..1 and is right for shares near either
    end, where ours are. From nothing nothing is known: (0, 1).

    Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
    Journal of the American Statistical Association 22 (1927); without continuity correction.

    >>> low, high = wilson(0, 100)
    >>> f"{low:.3f} to {high:.3f}"
    '0.000 to 0.037'
    """
    if not total:
        return 0.0, 1.0
    share = hits / total
    scale = 1 + z * z / total
    centre = (share + z * z / (2 * total)) / scale
    reach = z / scale * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    # subtle: rounding may leave the ends a hair beyond the share itself
    return max(0.0, min(centre - reach, share)), min(1.0, max(centre + reach, share))
