"""datatrove: blocks for its pipelines, which clean Common Crawl and other large corpora on clusters.

`VnnewsExtractor` takes documents whose text is a raw page (HTML, or the flattened text of a WET file), gives a document for each article:
`text` is `Article.text`, to which all offsets refer, and `metadata` is the rest of the row that `vnnews run` writes. `VnnewsFilter` lets raw pages
pass that hold an article and says of the others why not. Decides that the `date` of a document is not used: a crawler's is that of the
crawl. What a reader put into the metadata stays, under `extra`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from vnnews.batch.parsing import Parsed, parse_batch
from vnnews.batch.tasks import Fields
from vnnews.batch.work import WorkOptions
from vnnews.extras import import_extra
from vnnews.pipeline import Pipeline
from vnnews.write.stored import shape_article

import_extra("datatrove", "datatrove")

from datatrove.data import Document  # noqa: E402 - first what to install is told
from datatrove.pipeline.base import PipelineStep  # noqa: E402
from datatrove.pipeline.filters.base_filter import BaseFilter  # noqa: E402
from datatrove.utils.typeshelper import StatHints  # noqa: E402

_FIELDS = Fields("html", url="url")
_DEFAULT = Pipeline()
_LIGHT = Pipeline(words=False, entities=False)


class VnnewsExtractor(PipelineStep):  # type: ignore[misc]
    """A block that turns each raw page into its articles; pages without one are dropped and counted by reason.

    Args:
        pipeline: The steps with their options.

    Example:
        >>> extractor = VnnewsExtractor(Pipeline(words=False))
        >>> page = "<h1>Mưa lớn ở Lào Cai</h1>" + "<p>Mưa kéo dài từ đêm qua đến sáng nay ở tỉnh Lào Cai.</p>" * 5
        >>> (article,) = extractor.run([Document(page, "1", metadata={"url": "https://bao.example/1"})])
        >>> article.metadata["title"], article.metadata["provinces"][0]["name"]
        ('Mưa lớn ở Lào Cai', 'Lào Cai')
    """

    type = "🛢 - EXTRAC"
    name = "vnnews articles"

    def __init__(self, pipeline: Pipeline = _DEFAULT) -> None:
        super().__init__()
        self.options = WorkOptions(pipeline)

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Yield the articles of the pages, in their order."""
        for page in data:
            self.stat_update(StatHints.total)
            with self.track_time():
                parsed = _parse(page, self.options)
                articles = list(_make_documents(page, parsed))
            if not articles:
                self.stat_update(StatHints.dropped, _name_reason(parsed))
            for article in articles:
                self.stat_update(StatHints.forwarded)
                self.update_doc_stats(article)
                yield article


class VnnewsFilter(BaseFilter):  # type: ignore[misc]
    """A filter for raw pages: those that hold an article pass as they are.

    Args:
        pipeline: The steps with their options; neither words nor entities are needed to know an article.
        exclusion_writer: A datatrove writer for the pages that are dropped; `filter_reason` in their metadata says why.

    Example:
        >>> VnnewsFilter().filter(Document("", "1"))
        (False, 'empty')
    """

    name = "vnnews filter"

    def __init__(self, pipeline: Pipeline = _LIGHT, exclusion_writer: Any = None) -> None:
        super().__init__(exclusion_writer)
        self.options = WorkOptions(pipeline)

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Return whether the page holds an article, and if not, why."""
        parsed = _parse(doc, self.options)
        return True if parsed.rows else (False, parsed.error.replace(" ", "_"))


def _parse(page: Document, options: WorkOptions) -> Parsed:
    url = page.metadata.get("url")
    batch = {"html": [page.text], "url": [url if isinstance(url, str) else ""]}
    (parsed,) = parse_batch(batch, fields=_FIELDS, options=options)
    return parsed


def _make_documents(page: Document, parsed: Parsed) -> Iterator[Document]:
    extra = {name: value for name, value in page.metadata.items() if name != "url"}
    for number, row in enumerate(parsed.rows):
        shaped = {**shape_article(row), "page": row.page}
        values = msgspec.json.decode(
            msgspec.json.encode(shaped)
        )  # lists where the row has tuples, as a writer gives back
        del values["origin"]  # it stands in `page`
        values["page"]["origin"] = page.id
        values["extra"] = extra
        text = values.pop("text")
        yield Document(text, f"{page.id}#{number}" if number else page.id, metadata=values)


def _name_reason(parsed: Parsed) -> str:
    return f"dropped_{parsed.error.replace(' ', '_')}"
