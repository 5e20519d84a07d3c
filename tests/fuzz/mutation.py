"""Damage done by chance: what every fuzz target is tried with where no fuzzer is installed, and what damages containers in their test."""

from __future__ import annotations

import random

ODD = (
    b"\x00",
    b"\xff",
    b"\x80",
    b"\r",
    b"\n",
    b'"',
    b"{",
    b"[",
    b"\\",
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x80",
    b"99999999999",
    b"-1",
)


def mutate(seed: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four things done to them."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at, reach = chance.randrange(len(data) + 1), chance.choice((1, 2, 8, 64, 600))
        match chance.randrange(7):
            case 0:
                del data[at:]
            case 1:
                del data[:at]
            case 2:
                del data[at : at + reach]
            case 3:
                data[at:at] = chance.choice(ODD) * chance.choice((1, 1, 5, 900))
            case 4:
                data[at : at + reach] = chance.randbytes(reach)
            case 5:
                other = chance.randrange(len(data) + 1)
                data[at:at] = data[other : other + reach]
            case _:
                if at < len(data):
                    data[at] ^= 1 << chance.randrange(8)
        if not data:
            break
    return bytes(data)
