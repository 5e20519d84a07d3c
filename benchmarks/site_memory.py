"""What a memory of a site's recurring lines gains, on sites that this script makes, and on groups of annotated pages of one host.

usage: python benchmarks/site_memory.py [FOLDER --annotations FOLDER] [--sites N] [--seed N]

A made site has a template and one to three house lines, which stand as plain paragraphs in the body on all pages, on a third, or in one
section only; its articles are drawn from a grammar, and some of their own sentences return on other pages, as those of weather reports
and interviews do. For several numbers of pages learned, new pages are labelled without and with the memory; printed are the house lines left
in the bodies and the articles' own lines lost, in per cent. With FOLDER (`*.html` and `<name>.lines`, see `extraction.py`) each page is labelled with what the
other pages of its host teach, and the F1 without and with the memory is printed for every host that has enough pages.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from extraction import Gold, read_gold, score, shingles
from vnnews import Page, Pipeline, SiteMemory
from vnnews.label.site_memory import MIN_PAGES, read_host

PLAIN = Pipeline(words=False, entities=False)
LEARNED = (2, 4, 8, 16, 32, 64, 256)
NEW_PAGES = 20

HOUSE_LINES = (
    "Quý độc giả có bài viết hoặc hình ảnh hay xin gửi về hộp thư điện tử của tòa soạn.",
    "Mời bạn theo dõi và tương tác với chúng tôi trên các mạng xã hội phổ biến nhất hiện nay.",
    "Tải ứng dụng của báo để đọc tin nhanh hơn và bình luận dễ dàng trên điện thoại của bạn.",
    "Nội dung bài viết chỉ có giá trị tham khảo, bạn đọc cân nhắc trước khi quyết định.",
    "Mọi góp ý và phản ánh của bạn đọc xin gọi đường dây nóng hoạt động suốt ngày đêm.",
    "Bài viết nằm trong tuyến bài được bạn đọc bình chọn nhiều nhất trong năm vừa qua.",
    "Tham gia cuộc thi viết của tòa soạn để có cơ hội nhận nhiều phần quà hấp dẫn.",
    "Đăng ký nhận bản tin buổi sáng để không bỏ lỡ câu chuyện đáng đọc nào trong ngày.",
)
OWN_BUT_RETURNING = (
    "Xin trân trọng cảm ơn ông đã dành thời gian trả lời phỏng vấn của chúng tôi!",
    "Trời nhiều mây, có mưa rào vài nơi, gió nhẹ, nhiệt độ cao nhất từ 29 đến 31 độ.",
    "Vụ việc đang được cơ quan chức năng tiếp tục điều tra, làm rõ.",
)
RETURNS = 0.04
"""Share of the articles that hold each returning sentence; above that of a daily weather report among a paper's articles."""
PLACES = [
    "Huế",
    "Vinh",
    "Cà Mau",
    "Hà Nội",
    "Lai Châu",
    "Quy Nhơn",
    "Đà Lạt",
    "Cần Thơ",
    "Hải Phòng",
    "Nha Trang",
    "Pleiku",
    "Lạng Sơn",
]
SUBJECTS = (
    "Ủy ban nhân dân xã",
    "Hợp tác xã rau sạch",
    "Trường tiểu học mới",
    "Ban quản lý chợ",
    "Đội cứu hộ",
    "Nhà máy nước",
)
VERBS = ("vừa hoàn thành", "bắt đầu sửa chữa", "đề nghị hỗ trợ", "mở rộng thêm", "kiểm tra lại", "chuẩn bị khánh thành")
OBJECTS = (
    "con đường qua thôn",
    "khu ruộng bậc thang",
    "bến thuyền cũ",
    "dãy phòng học",
    "tuyến kênh chính",
    "trạm bơm đầu làng",
)
TAILS = (
    "với sự góp sức của người dân",
    "sau nhiều tháng chờ đợi",
    "để kịp mùa mưa năm nay",
    "bằng tiền của quỹ xã hội",
)
TEMPLATES = (
    "<div class='wrap'><h1 class='tieu-de'>{title}</h1><div class='noi-dung'>{body}</div></div>",
    "<article><header><h1>{title}</h1></header><div itemprop='articleBody'>{body}</div></article>",
    "<table><tr><td><h1>{title}</h1></td></tr><tr><td>{body}</td></tr></table>",
)
MENU = "".join(
    f"<li><a href='/{n}'>{name}</a></li>" for n, name in enumerate(("Thời sự", "Kinh tế", "Văn hóa", "Thể thao"))
)


class Site:
    """A made site: a template, house lines with the share of the pages that show them, and its own run of chance."""

    def __init__(self, number: int, seed: int) -> None:
        self.chance = random.Random(f"{seed} {number}")
        self.host = f"bao{number}.example"
        self.template = self.chance.choice(TEMPLATES)
        lines = self.chance.sample(HOUSE_LINES, self.chance.randint(1, 3))
        self.house = {line: self.chance.choice((1.0, 1.0, 0.33, 0.15)) for line in lines}

    def make_page(self, number: int) -> tuple[str, list[str], list[str]]:
        """The HTML of a page, the article's own lines, and the house lines in its body."""
        chance = self.chance
        own = [self._make_paragraph() for _ in range(chance.randint(4, 12))]
        own += [line for line in OWN_BUT_RETURNING if chance.random() < RETURNS]
        shown = [line for line, share in self.house.items() if chance.random() < share]
        body = list(own)
        for line in shown:
            body.insert(chance.choice((len(body), len(body) // 2)), line)
        title = f"{chance.choice(SUBJECTS)} {chance.choice(PLACES)} {chance.choice(VERBS)} {chance.choice(OBJECTS)} số {number}"
        html = self.template.format(title=title, body="".join(f"<p>{line}</p>" for line in body))
        return f"<html><body><ul class='menu'>{MENU}</ul>{html}</body></html>", own, shown

    def _make_paragraph(self) -> str:
        chance = self.chance
        parts = (
            f"{chance.choice(SUBJECTS)} {chance.choice(PLACES)} {chance.choice(VERBS)} {chance.choice(OBJECTS)} {chance.choice(TAILS)}"
            for _ in range(2)
        )
        return f"Ngày {chance.randint(1, 28)}/{chance.randint(1, 12)}, " + ", trong khi ".join(parts) + "."


def parse(html: str, url: str, memory: SiteMemory | None) -> Page:
    return Pipeline(words=False, entities=False, site_memory=memory).parse_page(html, url=url)


def measure_made_sites(sites: int, seed: int) -> None:
    print(
        f"{'learned':>8} {'house lines left':>17} {'own lines lost':>15}   (% of {sites} sites x {NEW_PAGES} new pages)"
    )
    for learned in (0, *LEARNED):
        left = house = lost = own = 0
        for number in range(sites):
            site, memory = Site(number, seed), SiteMemory()
            for page in range(learned):
                memory.learn(parse(site.make_page(page)[0], f"https://{site.host}/{page}", None))
            for page in range(learned, learned + NEW_PAGES):
                html, own_lines, house_lines = site.make_page(page)
                articles = parse(html, f"https://{site.host}/{page}", memory).articles
                found = set(articles[0].text.split("\n\n")) if articles else set()
                left += sum(line in found for line in house_lines)
                lost += sum(line not in found for line in own_lines)
                house += len(house_lines)
                own += len(own_lines)
        print(f"{learned:>8} {100 * left / house:>17.1f} {100 * lost / own:>15.2f}")


def find_host(page: Path, html: str) -> str:
    """The host that the page states; else the one in a name like 'f-bao-vn_123.html'."""
    stated = read_host(PLAIN.parse_page(html).url)
    named = re.match(r"\w-([a-z0-9]+(?:-[a-z]+)+)_", page.stem)
    return stated or (named[1].replace("-", ".") if named else "")


def group_pages(folder: Path, annotations: Path) -> Iterator[tuple[str, list[tuple[str, Gold]]]]:
    groups: dict[str, list[tuple[str, Gold]]] = defaultdict(list)
    for page in sorted(folder.glob("*.html")):
        html = page.read_text(encoding="utf-8", errors="replace")
        gold = read_gold(page, annotations)
        if gold and gold.has_article and (host := find_host(page, html)):
            groups[host].append((html, gold))
    yield from ((host, pages) for host, pages in groups.items() if len(pages) > MIN_PAGES)


def measure_groups(folder: Path, annotations: Path) -> None:
    for host, pages in group_pages(folder, annotations):
        f1 = {"without": 0.0, "with": 0.0}
        dropped = 0
        for tested, (html, gold) in enumerate(pages):
            memory = SiteMemory()
            for number, (other, _) in enumerate(pages):
                if number != tested:
                    memory.learn(parse(other, f"https://{host}/{number}", None))
            for name, known in (("without", None), ("with", memory)):
                page = parse(html, f"https://{host}/{tested}", known)
                text = f"{page.articles[0].sapo}\n{page.articles[0].body}" if page.articles else ""
                f1[name] += score(shingles(text), gold)[2] / len(pages)
                dropped += sum(block.rule == "recurs_on_site" for block in page.blocks)
        print(
            f"{host}: {len(pages)} pages, F1 {f1['without']:.4f} without, {f1['with']:.4f} with, {dropped} lines dropped"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--annotations", type=Path, help="default: the folder itself")
    parser.add_argument("--sites", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    measure_made_sites(options.sites, options.seed)
    if options.folder:
        measure_groups(options.folder, options.annotations or options.folder)


if __name__ == "__main__":
    main()
