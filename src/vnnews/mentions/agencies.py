"""Finding agencies: from the head of a name to its end, with the place and the parent body that the text gives.

Takes tokens and a position, gives an `AgencySpan` and the position behind it, or None. Decides where a name ends and what is no specific
body ('các sở, ngành', 'UBND các huyện', 'công an vào cuộc'); which place 'UBND tỉnh' means is left to `vnnews.link`.

Known limit: bodies with a name of their own and no known head ('Dinh Thống Nhất') are not found.
"""

from __future__ import annotations

from vnnews.mentions.agency_local import read_committee, read_department, read_inner, read_place
from vnnews.mentions.agency_named import read_name, read_number
from vnnews.mentions.agency_open import (
    read_board,
    read_field_body,
    read_foreign,
    read_whole,
)
from vnnews.mentions.agency_other import read_other
from vnnews.mentions.agency_parts import READERS, parse_agency
from vnnews.mentions.agency_party import read_party_group

__all__ = ["parse_agency", "read_field_body"]

READERS.update(
    whole=read_whole,
    place=read_place,
    committee=read_committee,
    party_group=read_party_group,
    board=read_board,
    inner=read_inner,
    department=read_department,
    field=read_field_body,
    number=read_number,
    name=read_name,
    other=read_other,
    foreign=read_foreign,
)
