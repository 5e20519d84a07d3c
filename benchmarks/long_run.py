"""A long run, watched: rate, memory of the parent and of each kind of its processes, and whether any of it grows.

    python benchmarks/long_run.py                              # 100,000 pages
    python benchmarks/long_run.py --pages 10000 --big          # a page of 9 MB in the middle of them
    python benchmarks/long_run.py --pages 2000 --folder KEEP   # keep what is made

Pages are made here: stories put together from sentences, names, bodies and provinces, in the mark-up of six outlets or flattened to lines, with menus,
teasers, comments and footers around them, some 6 kB each; every tenth is damaged afterwards (`tests/fuzz/mutation.py`). Needs a system with /proc.
Memory is sampled every two seconds: the peak is the system's own high-water mark, growth is the mean of the last quarter of the run over that of the second.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from vnnews import gazetteer

ROOT = Path(__file__).resolve().parents[1]
SECONDS_A_SAMPLE = 2.0
DAMAGED = 0.1
BIG_BYTES = 9_000_000

SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
MIDDLE = ["Văn", "Thị", "Đức", "Minh", "Quốc", "Thanh", "Ngọc", "Xuân", "Hữu", "Thu"]
GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hùng",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phong",
    "Phúc",
    "Quang",
    "Sơn",
    "Tâm",
    "Thảo",
    "Trung",
    "Tuấn",
    "Vinh",
    "Yến",
]
ROLES = (
    "Chủ tịch UBND tỉnh {p}",
    "Phó Chủ tịch UBND tỉnh {p}",
    "Bí thư Tỉnh ủy {p}",
    "Giám đốc Sở Y tế tỉnh {p}",
    "Giám đốc Công an tỉnh {p}",
    "Phó Giám đốc Sở Giáo dục và Đào tạo tỉnh {p}",
    "Chánh Văn phòng UBND tỉnh {p}",
    "Thứ trưởng Bộ Xây dựng",
    "Cục trưởng Cục Thú y",
    "Vụ trưởng Vụ Giáo dục Mầm non",
)
SENTENCES = (
    "Sáng {d}, {r} {o} đi kiểm tra công tác khắc phục hậu quả mưa lũ tại các xã ven sông của tỉnh {p}.",
    "Theo báo cáo của UBND tỉnh {p}, toàn tỉnh có {n} ngôi nhà bị tốc mái, {m} ha lúa ngã đổ và {k} điểm trường phải tạm đóng cửa.",
    "Ông {o}, {r}, cho biết địa phương đã bố trí {n} cán bộ trực tại các điểm ngập sâu.",
    '"Chúng tôi ưu tiên đưa người già và trẻ nhỏ đến nơi cao ráo trước khi nước lên", bà {o} nói.',
    "Tuyến đường dài {k},{m} km nối hai xã được khởi công từ năm {y}, tổng vốn {n} tỉ đồng từ ngân sách.",
    "Trước đó, ngày {d}, Sở Nông nghiệp và Môi trường tỉnh {p} có văn bản đề nghị các xã rà soát {n} hộ dân trong vùng sạt lở.",
    "Người dân thôn {k} cho hay nước bắt đầu rút từ khuya, song bùn non còn phủ dày nửa mét trên nhiều đoạn đường.",
    "Giá cà phê tại {p} sáng nay đứng ở mức {n}.{m}00 đồng một kg, giảm {k} % so với tuần trước.",
    "Bộ Y tế yêu cầu các bệnh viện tuyến tỉnh dự trữ thuốc cho ít nhất {k} ngày, theo công văn ký ngày {d}.",
    "Lực lượng chức năng đã di dời {n} hộ với hơn {m}0 nhân khẩu ra khỏi khu vực nguy hiểm.",
    "Hội nghị do {r} {o} chủ trì, có sự tham dự của đại diện Bộ Tài chính và Kho bạc Nhà nước.",
    "Từ đầu năm đến nay, {p} thu hút {k} dự án mới với số vốn đăng ký {n} triệu USD.",
    "Trường có {n} học sinh, trong đó {m} em ở bán trú; thầy cô phải nấu ăn bằng bếp củi vì mất điện.",
    "Đội tuyển của {p} thắng {k}-1 ở lượt về và giành vé vào vòng chung kết diễn ra ngày {d}.",
    "Kết quả xét nghiệm cho thấy {k} trong {n} mẫu nước không đạt quy chuẩn.",
    "Công an tỉnh {p} đang làm rõ nguyên nhân vụ việc, chưa ghi nhận thiệt hại về người.",
)
TITLES = (
    "{p}: {n} hộ dân được đưa khỏi vùng lũ",
    "{p} chi {n} tỉ đồng sửa trường học",
    "Giá nông sản ở {p} giảm {k} %",
    "{r} kiểm tra đê ở {p}",
)
TEASERS = (
    "Mưa lớn còn kéo dài ở {p}",
    "{p} sắp có thêm cầu qua sông",
    "Học sinh {p} trở lại trường từ {d}",
    "Vì sao giá nhà ở {p} đứng yên?",
)
SECTIONS = (
    "Thời sự",
    "Kinh doanh",
    "Giáo dục",
    "Sức khỏe",
    "Thể thao",
    "Pháp luật",
    "Đời sống",
    "Du lịch",
    "Xe",
    "Bạn đọc",
)
OUTLETS = (
    ("sang", "h1.title-detail", "p.description", "p.Normal", "div.box-tinlienquan"),
    ("trua", "h1.article-title", "h2.sapo", "p", "ul.related-news"),
    ("chieu", "h1", "div.detail-sapo", "p", "div.tin-cung-chuyen-muc"),
    ("toi", "h1.dt-news__title", "div.dt-news__sapo", "p", "section.read-more"),
    ("khuya", "div.tieu-de", "strong.chapeau", "div", "div.bai-lien-quan"),
    ("rang", "h1.entry-title", "em", "p", "aside.widget"),
)  # fmt: skip
"""Site, and the elements of headline, sapo, paragraph and box of teasers."""


def load_mutation() -> object:
    spec = importlib.util.spec_from_file_location("mutation", ROOT / "tests" / "fuzz" / "mutation.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Writer:
    """Writes pages by chance; the same seed gives the same pages."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._provinces = sorted({record.name for record in gazetteer.provinces()})
        self._mutate = load_mutation().mutate  # type: ignore[attr-defined]

    def fill(self, pattern: str) -> str:
        """Return a pattern with names, places and numbers in its gaps."""
        pick, number = self._chance.choice, self._chance.randrange
        province = pick(self._provinces)
        values = {
            "p": province,
            "d": f"{number(1, 29)}/{number(1, 13)}",
            "o": f"{pick(SURNAMES)} {pick(MIDDLE)} {pick(GIVEN)}",
            "r": pick(ROLES).format(p=province),
            "n": number(10, 999),
            "m": number(10, 99),
            "k": number(2, 10),
            "y": number(2005, 2026),
        }
        return pattern.format(**values)

    def paragraph(self) -> str:
        """Return one to three sentences."""
        return " ".join(self.fill(self._chance.choice(SENTENCES)) for _ in range(self._chance.randrange(1, 4)))

    def page(self, number: int) -> str:
        """Return a page; its number chooses the outlet."""
        chance = self._chance
        site, title, sapo, body, box = OUTLETS[number % len(OUTLETS)]
        headline, lead = self.fill(chance.choice(TITLES)), self.fill(SENTENCES[number % len(SENTENCES)])
        day = f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}/{chance.randrange(2012, 2026)}"
        paragraphs = [self.paragraph() for _ in range(chance.randrange(3, 13))]
        teasers = [self.fill(chance.choice(TEASERS)) for _ in range(chance.randrange(3, 15))]
        comments = [self.fill(SENTENCES[6]) for _ in range(chance.choice((0, 0, 3, 12)))]
        author = f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)}"
        if number % 5 == 4:  # flattened
            lines = [
                "Trang chủ",
                *SECTIONS,
                headline,
                f"{day} 09:{number % 60:02}",
                lead,
                *paragraphs,
                author,
                "Tin liên quan",
                *teasers,
            ]
            return "\n".join([*lines, "Bình luận", *comments, f"Báo mẫu {site} - Giấy phép số {number}"])

        def element(path: str, text: str) -> str:
            name, _, kind = path.partition(".")
            return f"<{name} class='{kind}'>{text}</{name}>"

        menu = "".join(f"<li><a href='/{n}'>{section}</a></li>" for n, section in enumerate(SECTIONS))
        tail = "".join(f"<p><a href='/tin-{n}.html' title='{text}'>{text}</a></p>" for n, text in enumerate(teasers))
        figure = (
            "<figure><img src='/a.jpg' alt='Ảnh'><figcaption>Người dân dọn bùn. Ảnh: "
            + author
            + "</figcaption></figure>"
        )
        story = (
            "\n".join(element(body, text) for text in paragraphs[:2])
            + figure
            + "\n".join(element(body, text) for text in paragraphs[2:])
        )
        said = "".join(f"<div class='comment'><b>bạn đọc {n}</b> {text}</div>" for n, text in enumerate(comments))
        return (
            f"<!DOCTYPE html><html lang=vi><head><meta charset=utf-8><title>{headline} - Báo {site}</title>"
            f"<meta property='og:title' content='{headline}'><script>var a = {list(range(200))};</script></head><body>"
            f"<header><ul class=menu>{menu}</ul></header><main><article>{element(title, headline)}<span class=date>{day} 09:{number % 60:02}</span>"
            f"{element(sapo, lead)}<div class=content>{story}</div><p class=author>{author}</p></article>{element(box, tail)}{said}</main>"
            f"<footer><p>Báo {site}. Giấy phép số {number}/GP-BTTTT.</p><ul>{menu}</ul></footer></body></html>"
        )

    def pages(self, count: int) -> Iterator[str]:
        """Return pages, some of them damaged."""
        for number in range(count):
            page = self.page(number)
            if self._chance.random() < DAMAGED:
                page = self._mutate(page.encode(), self._chance).decode(errors="replace")
            yield page

    def big_page(self) -> str:
        """Return one story of 9 MB."""
        paragraphs, size = [], 0
        while size < BIG_BYTES:
            paragraphs.append(f"<p>{self.paragraph()}</p>")
            size += len(paragraphs[-1].encode())
        return f"<html><body><h1>{self.fill(TITLES[0])}</h1>{''.join(paragraphs)}</body></html>"


def write_dump(path: Path, count: int, *, is_big: bool) -> None:
    writer = Writer(1)
    with path.open("w", encoding="utf-8") as stream:
        for number, page in enumerate(writer.pages(count)):
            url = f"https://{OUTLETS[number % len(OUTLETS)][0]}.example/tin-{number}.html"
            stream.write(json.dumps({"html": page, "url": url}, ensure_ascii=False) + "\n")
            if is_big and number == count // 2:
                stream.write(json.dumps({"html": writer.big_page(), "url": "https://lon.example/1"}) + "\n")


def list_processes(root: int) -> dict[int, str]:
    """Return the processes below one, and itself, with the kind of each."""
    found, waiting = {root: "parent"}, [root]
    while waiting:
        pid = waiting.pop()
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            for child in map(int, children):
                command = Path(f"/proc/{child}/cmdline").read_bytes()
                kind = "reader" if b"batch.reader" in command else "forkserver"
                found[child] = "worker" if found[pid] == "forkserver" else kind
                waiting.append(child)
        except OSError:  # it has just ended
            continue
    return found


def read_memory(pid: int) -> tuple[float, float]:
    """Return the memory of a process now and at its highest, in MB."""
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(fields["VmRSS"].split()[0]) / 1024, int(fields["VmHWM"].split()[0]) / 1024


def watch(process: subprocess.Popen[bytes]) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Return the memory of each kind of process over time, and its highest, until the run ends."""
    series: dict[str, list[float]] = defaultdict(list)
    highest: dict[str, float] = defaultdict(float)
    while process.poll() is None:
        now: dict[str, float] = defaultdict(float)
        for pid, kind in list_processes(process.pid).items():
            try:
                resident, peak = read_memory(pid)
            except (OSError, KeyError):
                continue
            now[kind], highest[kind] = max(now[kind], resident), max(highest[kind], peak)
        for kind, resident in now.items():
            series[kind].append(resident)
        time.sleep(SECONDS_A_SAMPLE)
    return series, highest


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--big", action="store_true", help="a page of 9 MB in the middle")
    parser.add_argument("--folder", type=Path, help="where to keep what is made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        dump, report = folder / "dump.jsonl", folder / "report.json"
        write_dump(dump, options.pages, is_big=options.big)
        print(f"{options.pages} pages, {dump.stat().st_size / 1e6:.0f} MB", flush=True)
        command = [
            sys.executable,
            "-m",
            "vnnews",
            "run",
            str(dump),
            "-o",
            str(folder / "articles.jsonl"),
            "--workers",
            str(options.workers),
        ]
        command += ["--rejects", str(folder / "rejects.jsonl"), "--report", str(report), "--quiet"]
        if options.big:  # it takes some 50 s of a core, and a machine may be busy
            command += ["--page-timeout", "600"]
        began = time.monotonic()
        process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))})
        series, highest = watch(process)
        seconds = time.monotonic() - began
        if process.returncode:
            print(f"exit code {process.returncode}", file=sys.stderr)
            return 1
        told = json.loads(report.read_bytes())
        print(
            f"{seconds:.0f} s, {told['pages'] / seconds:.1f} pages/s, {1000 * told['cpu_seconds'] / told['pages']:.1f} ms of processor time a page"
        )
        print(f"articles {told['articles']}, rejects {told['reasons']}, deaths of workers {told['worker_deaths']}")
        for kind, samples in series.items():
            quarter = len(samples) // 4
            second, last = mean(samples[quarter : 2 * quarter] or samples), mean(samples[-quarter:])
            print(
                f"{kind:10} peak {highest[kind]:6.0f} MB   second quarter {second:6.1f} MB   last quarter {last:6.1f} MB   {last - second:+.1f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
