"""The imports: libraries without the parts of them that this bot has no use for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class _Hollow(ModuleType):
    """A module in which every name is an empty class, and which holds no other modules."""

    def __getattr__(self, name: str) -> type:
        """Give any name but those of Python's own."""
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Import something that imports modules with these names, without these; later on they can be imported.

    What is imported must do without, as where a library imports a part of its own only to offer it.
    """
    hollow = {name: _Hollow(name) for name in names if name not in sys.modules}
    sys.modules.update(hollow)
    try:
        yield
    finally:
        for name in hollow:
            del sys.modules[name]
