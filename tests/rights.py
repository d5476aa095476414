"""Tests that a file may not be read run as a plain user, even where root runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

NOBODY = 65534  # the user without rights on Unix


@contextmanager
def plain_user() -> Iterator[None]:
    """Have no more rights than a plain user during the block; modules that may be needed are imported before."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
