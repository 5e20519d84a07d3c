"""What is seen around a post: where its body is named, what the person's other posts say, how the text goes on."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from vnnews.link import link_entities
from vnnews.link.sureness import Sureness
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage

KINDS = ("province", "agency", "official", "post", "owner")


class Listener(Sureness, frozen=True):
    """Keeps the features of posts in the dictionary of weights, and finds everything sure."""

    def rate(self, kind: str, features: Iterable[str]) -> float:
        """Return 1, and remember what was seen of a post."""
        if kind == "post":
            self.weights.setdefault("seen", {})[" ; ".join(features)] = 1.0
        return 1.0


def posts_seen(*paragraphs: str) -> list[set[str]]:
    """Return the features of each post of an article."""
    text = "\n\n".join(paragraphs)
    passages, at = [], 0
    for paragraph in paragraphs:
        passages.append(Passage("body", at, at + len(paragraph), paragraph))
        at += len(paragraph) + 2
    article = Article(title="", text=text, passages=tuple(passages))
    listener = Listener(weights={}, least=dict.fromkeys(KINDS, 0.0))
    link_entities(article, find_mentions(article), sureness=listener)
    return [set(seen.split(" ; ")) for seen in listener.weights["seen"]]


@pytest.mark.parametrize(
    ("paragraphs", "where"),
    [
        (("UBND tỉnh Cà Mau họp. Chủ tịch Nguyễn Văn Bé phát biểu.",), "named in the same paragraph"),
        (("UBND tỉnh Cà Mau họp.", "Chủ tịch Nguyễn Văn Bé phát biểu."), "named a paragraph before"),
        (("UBND tỉnh Cà Mau họp.", "Trời mưa.", "Chủ tịch Nguyễn Văn Bé phát biểu."), "named far before"),
        (("Bộ trưởng Nguyễn Văn Bé phát biểu.", "Bộ Y tế họp."), "named further down"),
        (("Chủ tịch UBND tỉnh Cà Mau Nguyễn Văn Bé phát biểu.",), "named nowhere else"),
    ],
)
def test_where_the_body_of_a_post_is_named(paragraphs: tuple[str, ...], where: str) -> None:
    (seen,) = posts_seen(*paragraphs)
    assert [feature for feature in seen if feature.startswith("body ") and ", named " in feature] == [
        feature for feature in seen if feature.endswith(f", {where}")
    ]


def test_a_post_that_is_told_again_and_one_that_is_told_otherwise() -> None:
    again = posts_seen(
        "Ông Nguyễn Văn Bé, Chủ tịch UBND tỉnh Cà Mau, phát biểu.", "Chủ tịch UBND tỉnh Cà Mau Nguyễn Văn Bé nói thêm."
    )
    assert all("post told 2 times" in seen and "title told of another body too" not in seen for seen in again)
    otherwise = posts_seen(
        "Ông Nguyễn Văn Bé, Giám đốc Sở Y tế tỉnh Cà Mau, phát biểu.",
        "Giám đốc Sở Tài chính tỉnh Cà Mau Nguyễn Văn Bé nói thêm.",
    )
    assert all("post told 1 times" in seen and "title told of another body too" in seen for seen in otherwise)


def test_how_the_text_goes_on_behind_a_post() -> None:
    (comma,) = posts_seen("Ông Nguyễn Văn Bé, Giám đốc Sở Y tế tỉnh Cà Mau, phát biểu.")
    assert {"post goes on with ','", "behind ', phát'", "full name goes on with ','"} <= comma
    (touching,) = posts_seen("Giám đốc Sở Y tế tỉnh Cà Mau Nguyễn Văn Bé phát biểu.")
    assert {"post goes on with the name", "full name goes on with a small word"} <= touching
    (small,) = posts_seen("Ông Nguyễn Văn Bé là Giám đốc Sở Y tế tỉnh Cà Mau từ năm nay.")
    assert "post goes on with a small word and a small word" in small
