"""A page in the browser: a box to paste into, and what vnnews finds in it, served to this machine only.

Takes requests of a browser on 127.0.0.1, gives the labelled page, its entities, Markdown and JSON. Nothing that is pasted leaves the
process or is written to a file, and no file or address that it names is read. `guard` decides which requests are answered.
"""

from vnnews.serve.server import DEFAULT_PORT, PageServer, open_server

__all__ = ["DEFAULT_PORT", "PageServer", "open_server"]
