"""The command line: one module a command, each thin over the library.

A command is imported when it is called, so that `vnnews --help` is quick. Errors are one line on standard error; exit codes are 0
for success, 1 when no article was found, 2 for a usage error, 3 when a run had to stop before its end, 130 after Ctrl-C.
"""

from vnnews.cli.app import app, main

__all__ = ["app", "main"]
