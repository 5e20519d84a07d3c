"""Step above the runs: who held which post when, across a whole corpus.

Takes the articles that the other steps made, gives records of people, of bodies, and of what contradicts itself. Decides which officials of all articles are one
person, and says of every merge and every separation why. `link_people` works in memory, `link_files` on files of any size with DuckDB, and
`link_frame` on a cluster with Spark; one function, `describe_people`, decides for all of them.

Example:
    >>> from vnnews.models import Article, Official, Post
    >>> an = Official("Lê Văn An", "ông", posts=(Post("Bí thư", "Tỉnh ủy Cà Mau", province="Cà Mau"),))
    >>> corpus = link_people([Article("Tin", text="Tin", officials=(an,))])
    >>> [(found.name, found.occupancy.role) for found in corpus.heads("Tỉnh ủy Cà Mau")]
    [('Lê Văn An', 'Bí thư')]
"""

from vnnews.corpus.careers import MAX_PROOFS
from vnnews.corpus.files import link_files, read_people
from vnnews.corpus.linked import DEFAULT_CONFIDENCE, Corpus, link_people, link_statements
from vnnews.corpus.on_spark import link_frame
from vnnews.corpus.questions import find_heads, find_holders, find_moves, find_posts
from vnnews.corpus.records import MAX_HOMONYMS
from vnnews.corpus.statements import identify_article, state_posts

__all__ = [
    "DEFAULT_CONFIDENCE",
    "MAX_HOMONYMS",
    "MAX_PROOFS",
    "Corpus",
    "find_heads",
    "find_holders",
    "find_moves",
    "find_posts",
    "identify_article",
    "link_files",
    "link_frame",
    "link_people",
    "link_statements",
    "read_people",
    "state_posts",
]
