"""How far a share in a sample may be from the share in all that was sampled."""

from __future__ import annotations

import math

__all__ = ["wilson"]

_Z = 1.959963984540054
"""Between minus this and this lie 95 % of the standard normal distribution."""


def wilson(yes: int, number: int) -> tuple[float, float]:
    r"""Return the score interval of Wilson for a share, at 95 %.

    Of many samples of independent draws about 95 in 100 give an interval that holds the true share. With
    :math:`\hat p` = yes / n it consists of the shares p with
    :math:`(\hat p - p)^2 \le z^2 p (1 - p) / n`.

    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of
    the American Statistical Association 22, 209–212.

    Examples
    --------
    >>> low, high = wilson(8, 10)
    >>> round(low, 4), round(high, 4)
    (0.4902, 0.9433)
    >>> wilson(0, 10)[0], wilson(10, 10)[1]
    (0.0, 1.0)
    """
    if not 0 <= yes <= number or not number:
        raise ValueError(f"{yes} of {number} is no share")
    square = _Z * _Z
    middle = (yes + square / 2) / (number + square)
    reach = _Z / (number + square) * math.sqrt(yes * (number - yes) / number + square / 4)
    low = middle - reach if yes else 0.0
    high = middle + reach if yes < number else 1.0
    return max(low, 0.0), min(high, 1.0)
