"""What the tests of the command line and of runs share: a page of their own, and ways to call a command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ARTICLE = """\
Hà Giang mở lại tuyến xe buýt lên cao nguyên đá

Thứ Hai, 15/04/2024, 09:30 (GMT+7)

Sau hai năm tạm dừng, tuyến xe buýt từ thành phố Hà Giang lên Đồng Văn chạy lại từ tuần này.

Sáng 15/4, Sở Giao thông vận tải tỉnh Hà Giang công bố mở lại tuyến xe buýt dài 140 km, mỗi ngày sáu chuyến, \
phục vụ người dân bốn huyện vùng cao và du khách.

Ông Lò Văn Khánh, Giám đốc Sở Giao thông vận tải tỉnh Hà Giang, cho biết giá vé thấp hơn xe khách khoảng một \
phần ba. Học sinh và người cao tuổi được đi miễn phí vào cuối tuần.

Theo kế hoạch, từ tháng 6, tuyến sẽ nối dài tới cửa khẩu, dừng thêm ở ba chợ phiên trong vùng.
"""


@pytest.fixture
def article() -> str:
    """The text of a page with one article."""
    return ARTICLE


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The path of a page with one article, in a folder of its own."""
    path = tmp_path / "bài viết.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def invoke() -> Callable[..., object]:
    """Call a command in this process; an exception that it lets out is one here."""
    from click.testing import CliRunner

    from vnnews.cli import app

    return lambda *arguments, **options: CliRunner().invoke(app, list(arguments), catch_exceptions=False, **options)


@pytest.fixture
def command() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Call a command in a process of its own."""
    return lambda *arguments, **options: subprocess.run(
        [sys.executable, "-m", "vnnews", *arguments], capture_output=True, timeout=120, check=False, **options
    )
