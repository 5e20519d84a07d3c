"""People, careers and bodies of a corpus for other programs and for readers.

Takes what `vnnews.corpus.link_people` gives, or the records alone; writes FollowTheMoney, QuickStatements, GraphML, and one HTML file
to browse. Decides nothing about who is who: what the records leave open stays open in every format.
"""

from vnnews.write.people.ftm import to_people_ftm, write_ftm
from vnnews.write.people.graphml import to_graphml, write_graphml
from vnnews.write.people.page import render_people, write_page
from vnnews.write.people.pictures import render_career, render_heads
from vnnews.write.people.quickstatements import read_items, to_quickstatements, write_quickstatements

__all__ = [
    "read_items",
    "render_career",
    "render_heads",
    "render_people",
    "to_graphml",
    "to_people_ftm",
    "to_quickstatements",
    "write_ftm",
    "write_graphml",
    "write_page",
    "write_quickstatements",
]
