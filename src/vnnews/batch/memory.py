"""How much memory a process may take: what a file or record expands to is an error in the process that reads it, and nothing anywhere else.

Known limits: works where the system counts a process's data (Linux); elsewhere only the limits of pages and records hold.
"""

from __future__ import annotations


def limit_memory(size: int) -> None:
    """Let this process take so many bytes more than it has; does nothing where the system knows no such limit, or a lower one stands."""
    try:
        import resource

        with open("/proc/self/statm", "rb") as stream:
            own = int(stream.read().split()[5]) * resource.getpagesize()
        before, _ = resource.getrlimit(resource.RLIMIT_DATA)
        if before == resource.RLIM_INFINITY or own + size < before:
            resource.setrlimit(resource.RLIMIT_DATA, (own + size, own + size))
    except (ImportError, OSError, ValueError, IndexError):
        return
