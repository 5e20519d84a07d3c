"""Imported once by the process that all workers are forked from: loads the model and the gazetteer, which the workers then share.

A new worker starts in milliseconds instead of half a second, and 64 workers hold one copy. Nothing is decided here: a worker
warms up with its own options before it says that it is ready, and reports what goes wrong then.
"""

from __future__ import annotations

import contextlib
import gc
import os

from vnnews.batch.work import WorkOptions, warm_up

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as many workers as cores are threads enough
with contextlib.suppress(Exception):  # an exception here would end the process before any worker could tell it
    warm_up(WorkOptions())
gc.freeze()  # what is shared must not be touched: a collection in a worker would copy it
