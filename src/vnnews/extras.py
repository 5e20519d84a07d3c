"""How an optional library is imported: with an error that says what to install."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from vnnews.errors import MissingExtra


def import_extra(module: str, extra: str) -> Any:
    """Return an optional library.

    Args:
        module: What to import, e.g. 'pandas'.
        extra: The extra of vnnews that installs it.

    Raises:
        MissingExtra: It is not installed; the message names the pip command.

    Example:
        >>> import_extra("thư_viện_không_có", "pandas")
        Traceback (most recent call last):
        vnnews.errors.MissingExtra: thư_viện_không_có is not installed; run: pip install 'pandas>=2.2'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] != module.partition(".")[0]:
            raise  # the library is there, but one that it needs is not: its own message tells more
        name = module.partition(".")[0]
        raise MissingExtra(
            f"{name} is not installed; run: {name_command(extra, name)}", reason="missing extra"
        ) from None


def name_command(extra: str, library: str) -> str:
    """Return the pip command that installs what an extra brings; it works from anywhere, however vnnews itself was installed.

    Args:
        extra: An extra of vnnews.
        library: What to name when this vnnews was never installed, only put on the path.

    Example:
        >>> name_command("datasets", "datasets")
        "pip install 'datasets>=4'"
    """
    from importlib import metadata

    try:
        lines = metadata.requires("vnnews") or []
    except metadata.PackageNotFoundError:
        lines = []
    needed = [line.partition(";")[0].strip() for line in lines if re.search(rf"extra == ['\"]{extra}['\"]", line)]
    return "pip install " + " ".join(f"'{one}'" for one in needed or [library])
