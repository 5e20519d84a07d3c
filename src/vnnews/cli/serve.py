"""`vnnews serve`: paste a page into a browser and see what vnnews finds on it."""

from __future__ import annotations

import contextlib
import webbrowser

import click

from vnnews.serve import DEFAULT_PORT, open_server


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="Port to listen on; 0 takes any that is free.",
)
@click.option("--open", "is_opened", is_flag=True, help="Open the page in the browser.")
def serve(port: int, *, is_opened: bool) -> None:
    """Paste a page into a browser: labelled page, entities, Markdown, JSON.

    Serves this machine only (127.0.0.1) until Ctrl-C. What is pasted stays in memory; no file and no address is read.

    Example: vnnews serve --open
    """
    with contextlib.suppress(KeyboardInterrupt), open_server(port) as server:
        click.echo(f"{server.address} (Ctrl-C ends it)")
        if is_opened:
            webbrowser.open(server.address)
        server.serve_forever()
