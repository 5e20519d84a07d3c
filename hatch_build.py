"""Builds the compiled core into the wheel, where VNNEWS_NATIVE=1 asks for it; else the wheel is pure Python and no compiler is needed.

    VNNEWS_NATIVE=1 pip install .

An editable install gets the core beside its source, where git and later wheels pass it over.
"""

from __future__ import annotations

import os
import shutil
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VARIABLE = "VNNEWS_NATIVE"
PACKAGE = "vnnews.native"
SOURCES = "src/vnnews/native"
"""The folder of the core: each of its C files is one module."""
STABLE_SINCE = "cp311"
"""One build serves this Python and all later ones: the source keeps to the stable interface."""


class NativeHook(BuildHookInterface):  # type: ignore[type-arg]
    """The step of hatchling that comes before a wheel is put together."""

    def dependencies(self) -> list[str]:
        """Return what the build needs besides hatchling."""
        return ["setuptools>=70"] if is_asked() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the core and name it as a part of the wheel.

        Raises:
            SystemExit: There is no compiler, or it failed.
        """
        if not is_asked():
            return
        self._folder = Path(tempfile.mkdtemp())
        built = compile_core(Path(self.root), self._folder)
        if version == "editable":
            for module in built:
                shutil.copy(module, Path(self.root, SOURCES))
            return
        system = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        for module in built:
            build_data["force_include"][str(module)] = f"vnnews/native/{module.name}"
        build_data["pure_python"] = False
        build_data["tag"] = f"{STABLE_SINCE}-abi3-{system}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was built on the way."""
        if is_asked():
            shutil.rmtree(self._folder, ignore_errors=True)


def is_asked() -> bool:
    """Return whether the core is to be built."""
    return os.environ.get(VARIABLE, "0") not in ("", "0")


def compile_core(root: Path, folder: Path) -> list[Path]:
    """Return the compiled modules of the core, in a folder.

    Raises:
        SystemExit: There is no compiler, or it failed.
    """
    from setuptools import Distribution, Extension

    core = [
        Extension(f"{PACKAGE}.{source.stem}", [str(source)], py_limited_api=True)
        for source in sorted((root / SOURCES).glob("*.c"))
    ]
    command = Distribution({"ext_modules": core}).get_command_obj("build_ext")
    command.build_lib, command.build_temp = str(folder / "lib"), str(folder / "temp")
    command.ensure_finalized()
    try:
        command.run()
    except Exception as error:  # setuptools has many
        raise SystemExit(
            f"{VARIABLE}=1 asks for the compiled core, which could not be built ({error}); "
            f"it needs a C compiler and the headers of Python. Without {VARIABLE} vnnews installs as pure Python."
        ) from error
    return [Path(command.get_ext_fullpath(module.name)) for module in core]
