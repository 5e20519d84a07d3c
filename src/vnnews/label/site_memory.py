"""What the pages of one site have in common: lines that stand on many of them are furniture, whatever they look like.

Takes labelled `Page`s, one by one (`learn`) or as the memory of another worker (`merge`). Gives for a host the lines that recur on its
pages, and relabels those that a page's own look had taken for article text. Decides from a sample: of each host the `MAX_PAGES` pages
whose fingerprints are the smallest are kept, each with the hashes of its lines. So the memory is bounded, the sample is a fair one of
all pages seen, and neither the order of the pages nor learning a page twice, nor merging a memory with itself, changes anything.
Known limits: a line with a changing number in it ('1.204 lượt xem') is a new line each time; a host with fewer than `MIN_PAGES` pages
teaches nothing; beyond `MAX_SITES` hosts those with the fewest pages are forgotten.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from vnnews.errors import UNDECODABLE, InputError
from vnnews.models import Block, Label, Labelling, Page
from vnnews.models.base import tell_fields

MAX_SITES: Final = 500
"""Hosts remembered; a full memory has about 40 MB."""
MAX_PAGES: Final = 64
"""Pages kept of a host: enough to see a line that stands on a tenth of its pages (`benchmarks/site_memory.py`)."""
MAX_LINES: Final = 300
"""Lines kept of a page: article and menu lines of the pages seen are about 140."""
MIN_PAGES: Final = 4
"""Different articles on which a line must stand: an article and its copies for phone, print and AMP are three pages."""
MIN_SHARE: Final = 0.1
"""Share of the sampled pages on which it must stand: the sentences of daily weather and market reports stand on one page in a hundred."""
MAX_ARTICLE_SHARE: Final = 0.5
"""Share of the article's characters that may be furniture; where more recurs, the article itself was copied, and is left alone."""
HASH_BYTES: Final = 6
"""48 bits, which every JSON reader keeps exactly; two lines of a host collide once in 10^10 pages."""

LEARNED: Final = frozenset(
    {Label.TITLE, Label.SAPO, Label.HEADING, Label.BODY, Label.CAPTION, Label.COMMENT, Label.BOILERPLATE}
)
"""Labels whose lines are counted; dates, bylines, sources, sections and tags recur by their nature."""
RELABELLED: Final = frozenset({Label.TITLE, Label.SAPO, Label.HEADING, Label.BODY})
"""Labels that a recurring line loses. Captions keep theirs: 'Ảnh minh họa' stands below many pictures."""


@tell_fields
class SiteMemory(msgspec.Struct, dict=True):
    """The lines of a fair sample of each site's pages.

    Example:
        >>> from vnnews import Pipeline
        >>> memory, pipeline = SiteMemory(), Pipeline(words=False, entities=False)
        >>> for place in ("Huế", "Vinh", "Cà Mau", "Hà Nội"):
        ...     sentence = f"Sáng nay, mưa lớn ở {place} làm nhiều tuyến phố trong thành phố ngập sâu nửa mét."
        ...     html = f"<h1>Mưa lớn ở {place}</h1>" + f"<p>{sentence}</p>" * 4 + "<p>Bạn có tin hay, hãy gửi về tòa soạn.</p>"
        ...     memory.learn(pipeline.parse_page(html, url=f"https://bao.example/{place}"))
        >>> page = Pipeline(words=False, entities=False, site_memory=memory).parse_page(html, url="https://bao.example/moi")
        >>> page.blocks[-1].text, page.blocks[-1].rule
        ('Bạn có tin hay, hãy gửi về tòa soạn.', 'recurs_on_site')
    """

    sites: dict[str, dict[int, list[int]]] = {}
    """Of each host: of each sampled page, by its fingerprint, the hashes of its lines in ascending order."""

    def learn(self, page: Page) -> None:
        """Remember the lines of a page; pages without an address are not learned from."""
        host = read_host(page.url)
        if not host:
            return
        # pages of one title are copies of one article; to count too few pages is safe
        identity = page.articles[0].title if page.articles and page.articles[0].title else page.text
        key = _hash(identity)
        pages = self.sites.get(host, {})
        if len(pages) >= MAX_PAGES and key > max(pages):
            return
        lines = [block.text for block in page.blocks if block.label in LEARNED][:MAX_LINES]
        self.merge(SiteMemory({host: {key: sorted({hash_line(line) for line in lines})}}))

    def merge(self, other: SiteMemory) -> None:
        """Take over what another memory knows; the order of merging does not matter."""
        for host, pages in other.sites.items():
            own = self.sites.setdefault(host, {})
            for key, lines in pages.items():
                # two versions of an article: what both have is sure, and the choice must not depend on the order
                own[key] = sorted(set(own[key]) & set(lines)) if key in own else lines
            self._trim(host)

    def recurring(self, host: str) -> frozenset[int]:
        """The hashes of the lines that stand on many pages of a host."""
        known = self._recurring.get(host)
        if known is None:
            pages = self.sites.get(host, {})
            counts = Counter(line for lines in pages.values() for line in lines)
            fewest = max(MIN_PAGES, MIN_SHARE * len(pages))
            known = self._recurring[host] = frozenset(line for line, count in counts.items() if count >= fewest)
        return known

    def save(self, path: str | Path) -> None:
        """Write the memory to a JSON file."""
        Path(path).write_bytes(self.to_json())

    def to_json(self) -> bytes:
        """The memory as JSON, the same bytes for the same knowledge."""
        sites = {host: dict(sorted(pages.items())) for host, pages in sorted(self.sites.items())}
        return msgspec.json.encode({"sites": sites})

    @classmethod
    def load(cls, path: str | Path) -> SiteMemory:
        """Read a memory from a JSON file.

        Raises:
            InputError: The file cannot be read, or is no saved memory.
        """
        try:
            return msgspec.json.decode(Path(path).read_bytes(), type=cls)
        except OSError as error:
            raise InputError(f"cannot read {path}: {error.strerror or error}", reason="cannot read") from None
        except UNDECODABLE as error:
            raise InputError(f"{path} is no site memory: {error}", reason="bad site memory") from None

    @cached_property
    def _recurring(self) -> dict[str, frozenset[int]]:
        """What `recurring` has worked out; forgotten for a host when it is learned from again."""
        return {}

    def _trim(self, host: str) -> None:
        """Keep the sample of a host, and the number of hosts, within their bounds."""
        self._recurring.pop(host, None)
        pages = self.sites[host]
        if len(pages) > MAX_PAGES:
            for key in sorted(pages)[MAX_PAGES:]:
                del pages[key]
        if len(self.sites) > MAX_SITES:
            least = min(self.sites, key=lambda name: (len(self.sites[name]), name))
            del self.sites[least]
            self._recurring.pop(least, None)

    def __repr__(self) -> str:
        """A short name that differs when the content does; a run compares it with that of the run that it resumes."""
        digest = blake2b(self.to_json(), digest_size=HASH_BYTES).hexdigest()
        return f"SiteMemory({len(self.sites)} sites, {sum(map(len, self.sites.values()))} pages, {digest})"


def recurs_on_site(recurring: frozenset[int], line: str) -> bool:
    """Whether a line is one of those that stand on many pages of its site.

    Example:
        >>> recurs_on_site(frozenset({hash_line("Mời bạn đọc theo dõi")}), "Mời  bạn đọc theo dõi")
        True
    """
    return hash_line(line) in recurring


def drop_recurring(labelling: Labelling, host: str, memory: SiteMemory) -> Labelling:
    """The labelling with the site's recurring lines taken out of the article; itself when there are none.

    Example:
        >>> from vnnews.read import read_page
        >>> from vnnews.label import label_blocks
        >>> document = read_page("<h1>Mưa lớn ở Hà Nội</h1>" + "<p>Sáng nay, mưa lớn làm nhiều tuyến phố của thủ đô ngập sâu.</p>" * 5)
        >>> memory = SiteMemory({"bao.example": {page: [hash_line("Mưa lớn ở Hà Nội")] for page in range(4)}})
        >>> drop_recurring(label_blocks(document), "bao.example", memory).blocks[0].rule
        'recurs_on_site'
    """
    recurring = memory.recurring(host)
    if not recurring:
        return labelling
    length = dropped = 0
    found = []
    for index, block in enumerate(labelling.blocks):
        if block.label in RELABELLED:
            length += len(block.text)
            if recurs_on_site(recurring, block.text):
                dropped += len(block.text)
                found.append(index)
    if not found or dropped > MAX_ARTICLE_SHARE * length:
        return labelling
    blocks = list(labelling.blocks)
    for index in found:
        old = blocks[index]
        blocks[index] = Block(old.start, old.end, old.text, Label.BOILERPLATE, recurs_on_site.__name__, None, old.path)
    return Labelling(labelling.type, tuple(blocks))


def read_host(url: str) -> str:
    """The host of an address in small letters, without 'www.'; '' when it has none.

    Example:
        >>> read_host("https://www.Bao.example:443/thoi-su/mua-lon.htm"), read_host("/thoi-su")
        ('bao.example', '')
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # 'http://[1/2/2024' is no address
        return ""


def hash_line(line: str) -> int:
    """The number under which a line is remembered: case and spaces do not count.

    Example:
        >>> hash_line("Đọc  báo") == hash_line("ĐỌC BÁO") != hash_line("Đọc bão")
        True
    """
    return _hash(" ".join(line.casefold().split()))


def _hash(text: str) -> int:
    composed = unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(composed, digest_size=HASH_BYTES).digest(), "big")
