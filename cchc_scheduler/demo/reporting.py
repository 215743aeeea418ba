"""The demonstration's compiled report: the first period that came in, as files to open.

Its first page is shown as a picture where the machine has what draws it; without that, all files
are there all the same.
"""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from cchc_scheduler.actions.compile_files import CompiledFiles, Making, compile_files
from cchc_scheduler.core.periods import period_named
from cchc_scheduler.core.reports import Finding, ReportKind
from cchc_scheduler.demo.showing import PAGE_POLICY, guarded, templates
from cchc_scheduler.documents.vietnamese import size_words
from cchc_scheduler.service import Service
from cchc_scheduler.store import obligations

REPORT_POLICY: Final = f"{PAGE_POLICY}; img-src 'self'"
PICTURE: Final = "trang-1.png"
DOTS_PER_INCH: Final = 96
SECONDS: Final = 60
# In the order in which the page offers them.
LABELS: Final[dict[ReportKind, str]] = {
    "upward": "Báo cáo của Ủy ban nhân dân xã gửi Sở Nội vụ",
    "party": "Báo cáo của Ủy ban nhân dân xã gửi Đảng ủy",
    "internal": "Phụ lục nội bộ, chỉ lãnh đạo Ủy ban nhân dân xã",
    "unit": "Báo cáo của {issuer}",
}
SHEET: Final = "Bảng theo dõi: nhiệm vụ, báo cáo phải nộp, tiến độ gửi"
PACK: Final = "Toàn bộ tài liệu các đơn vị đã gửi, kèm danh mục"
PDF: Final = "Báo cáo gửi Sở Nội vụ, bản PDF"


@dataclass(frozen=True, slots=True)
class Offered:
    """A file to open: its name, what it is, its kind and size in words."""

    path: Path
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class Reported:
    """The period in words, how far it came in, its files, what to look at, its first page."""

    period: str
    received: int
    expected: int
    on_time: int
    files: tuple[Offered, ...]
    findings: tuple[Finding, ...]
    picture: Path | None


class Reporting:
    """Compiles into a folder of its own and serves what came of it, read-only."""

    def __init__(self, ended: Service, data: Path, tell: Callable[[str], None]) -> None:
        """Compile the first period that came in; `close` removes its files.

        Raises BadInput when outlines or templates of the home have faults.
        """
        self._folder: Final = TemporaryDirectory(prefix="cchc-demo-")
        self._templates: Final = templates(ended.home.template_dirs())
        try:
            self.reported: Final = _reported(ended, data, Path(self._folder.name), tell)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Remove the files."""
        self._folder.cleanup()

    def routes(self) -> list[BaseRoute]:
        """Return the routes of the page and of its files; none when no period came in."""
        if self.reported is None:
            return []
        return [Route("/bao-cao", self._page), Route("/bao-cao/{name}", self._file)]

    async def _page(self, _request: Request) -> Response:
        page = self._templates.get_template("report.html")
        text = page.render(reported=self.reported, picture=PICTURE)
        return guarded(HTMLResponse(text), REPORT_POLICY)

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        shown = self.reported.picture if self.reported else None
        if shown is not None and name == PICTURE:
            return guarded(FileResponse(shown, media_type="image/png"), REPORT_POLICY)
        offered = self.reported.files if self.reported else ()
        path = next((each.path for each in offered if each.path.name == name), None)
        if path is None:
            return guarded(PlainTextResponse("Không có tệp này.", 404), PAGE_POLICY)
        return guarded(FileResponse(path, filename=name), PAGE_POLICY)


def _reported(
    ended: Service, data: Path, folder: Path, tell: Callable[[str], None]
) -> Reported | None:
    period = _first_received(ended)
    if period is None:
        return None
    making = Making(period, folder, ended.home.template_dirs(), data, tell=tell)
    made = compile_files(ended.db, ended.records, ended.outbox, making, ended.now())
    found = made.compilation
    return Reported(
        period=found.period_words,
        received=found.received,
        expected=found.expected,
        on_time=found.on_time,
        files=tuple(_offered(made)),
        findings=made.findings,
        picture=first_page(made.pdf, folder / PICTURE) if made.pdf else None,
    )


def _first_received(ended: Service) -> str | None:
    """Return the first period of a cycle for which a report was handed in."""
    with ended.db.read() as connection:
        in_force = ended.records.read(connection)
        came = [
            row["period"]
            for row in obligations.every(connection)
            if row["state"] in ("submitted", "accepted") and in_force.cycle(row["task"])
        ]
    return min(came, key=lambda each: period_named(each).last_day, default=None)


def _offered(made: CompiledFiles) -> list[Offered]:
    """Return the files in order of use: the report to the city and the others, then the rest."""
    at, order = dict(made.outputs), list(LABELS)
    found = []
    for report in sorted(made.compilation.reports, key=lambda each: order.index(each.kind)):
        issuer = report.letterhead.name or " ".join(report.letterhead.issuer)
        label = LABELS[report.kind].format(issuer=issuer)
        found.append(_file(at[report.key], label, "Word"))
    found += [_file(made.sheet, SHEET, "Excel"), _file(made.pack, PACK, "tệp nén")]
    return [*found, *([_file(made.pdf, PDF, "PDF")] if made.pdf else [])]


def _file(path: Path, label: str, kind: str) -> Offered:
    return Offered(path, label, f"{kind}, {size_words(path.stat().st_size)}")


def first_page(pdf: Path, target: Path, dots: int = DOTS_PER_INCH) -> Path | None:
    """Draw the first page of a PDF into a PNG file; None where nothing draws it."""
    program = shutil.which("pdftoppm")
    if program is None:
        return None
    asked = [program, "-png", "-r", str(dots), "-f", "1", "-l", "1", "-singlefile"]
    try:
        subprocess.run(  # noqa: S603 - the machine's own program, our own file
            [*asked, str(pdf), str(target.with_suffix(""))],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return target if target.is_file() else None
