"""A worker that does what its task says: works, dies, hangs, or never starts. Imported by the worker processes of the pool's tests."""

import os
import signal
import sys
import time
from multiprocessing.connection import Connection

import msgspec

from vnnews.batch import work
from vnnews.batch.tasks import Task
from vnnews.batch.work import READY, REFUSED, Outcome, WorkOptions, work_on


def obey(connection: Connection, packed: bytes, page_timeout: float) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection.send_bytes(READY)
    try:
        while True:
            for task in msgspec.msgpack.decode(connection.recv_bytes(), type=list[Task]):
                order = task.data.decode()
                if order == "die":
                    os.kill(os.getpid(), signal.SIGKILL)
                if order.startswith("die once"):
                    flag = order.removeprefix("die once ")
                    if not os.path.exists(flag):
                        open(flag, "w").close()
                        sys.exit(7)
                if order == "hang":
                    time.sleep(1000)
                if order.startswith("wait"):
                    time.sleep(float(order.removeprefix("wait ")))
                rows = [order.encode() * (200_000 if order == "much" else 1)]
                connection.send_bytes(msgspec.msgpack.encode(Outcome(task.key, task.source, rows, seconds=0.001)))
    except EOFError:
        return


def work_or_die(connection: Connection, packed: bytes, page_timeout: float) -> None:
    """Work like any worker, but for pages that say that they kill or hang it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    options = msgspec.msgpack.decode(packed, type=WorkOptions)
    connection.send_bytes(READY)
    try:
        while True:
            for task in msgspec.msgpack.decode(connection.recv_bytes(), type=list[Task]):
                if b"KILL" in task.data:
                    os.kill(os.getpid(), signal.SIGKILL)
                if b"HANG" in task.data:
                    time.sleep(1000)
                connection.send_bytes(msgspec.msgpack.encode(work_on(task, options)))
    except EOFError:
        return


def work_in_little_room(connection: Connection, packed: bytes, page_timeout: float) -> None:
    """Work like any worker, with 100 MB of memory."""
    work.MEMORY_BYTES = 100 << 20
    work.serve(connection, packed, page_timeout)


def refuse(connection: Connection, packed: bytes, page_timeout: float) -> None:
    connection.send_bytes(REFUSED + "không có mô hình".encode())


def die_at_start(connection: Connection, packed: bytes, page_timeout: float) -> None:
    sys.exit(3)
