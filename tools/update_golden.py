"""Write what the pipeline makes of the example pages into tests/golden; the difference is what a reviewer reads.

python tools/update_golden.py            # write
python tools/update_golden.py --check    # exit code 1 when a file is out of date
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import vnnews

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "examples" / "pages"
GOLDEN = ROOT / "tests" / "golden"


def describe_page(path: Path) -> dict[str, Any]:
    """What a person would check: labels by line, the parts of each article, its entities, and the related stories."""
    page = vnnews.parse_page(path.read_bytes())
    return {
        "type": page.type.value,
        "blocks": [f"{block.label.value} | {block.rule} | {block.text}" for block in page.blocks],
        "articles": [describe_article(article) for article in page.articles],
        "related": [
            {"title": story.title, "summary": story.summary, "repeats": story.repeats, "truncated": story.truncated}
            for story in page.related
        ],
    }


def describe_article(article: vnnews.Article) -> dict[str, Any]:
    """An article's parts, its entities with the rules of their mentions, and its words as they are cut."""
    return {
        "title": article.title,
        "section": article.section,
        "sapo": article.sapo,
        "dateline": article.dateline,
        "body": article.body.split("\n\n"),
        "captions": [
            {"text": c.text, "credit": c.credit, "alt": c.alt, "position": c.position} for c in article.captions
        ],
        "authors": list(article.authors),
        "published": str(article.published or ""),
        "source": article.source,
        "tags": list(article.tags),
        "provinces": [f"{p.id} | {p.name} | {len(p.mentions)} mentions" for p in article.provinces],
        "places": [f"{p.id} | {p.full_name} | {p.province} | {len(p.mentions)} mentions" for p in article.places],
        "agencies": [f"{a.name} | {a.kind} | {a.level} | {a.province}" for a in article.agencies],
        "officials": [
            f"{o.rank} {o.name}".strip() + " | " + "; ".join(f"{p.role}, {p.agency}, {p.status}" for p in o.posts)
            for o in article.officials
        ],
        "mentions": sorted(
            {
                f"{m.text} | {m.rule}"
                for e in (*article.provinces, *article.agencies, *article.officials)
                for m in e.mentions
            }
        ),
        "words": " ".join(word.text.replace(" ", "_") for word in article.words),
    }


def golden_text(path: Path) -> str:
    """The golden file of a page, as text."""
    return json.dumps(describe_page(path), ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; say which files are out of date")
    check = parser.parse_args().check
    GOLDEN.mkdir(exist_ok=True)
    stale = []
    for path in sorted(PAGES.iterdir()):
        target = GOLDEN / f"{path.name}.json"
        text = golden_text(path)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if not check:
                target.write_text(text, encoding="utf-8")
    print(f"{len(stale)} of the golden files {'are' if check else 'were'} out of date:", *stale)
    return bool(check and stale)


if __name__ == "__main__":
    sys.exit(main())
