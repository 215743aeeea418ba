"""Takes the pictures of the README from a played season: `python -m tests.demo.pictures FOLDER`."""

import re
import socket
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx

from cchc_scheduler.demo.doors import doors_at
from cchc_scheduler.demo.play import Played, play
from cchc_scheduler.demo.reporting import Reporting, first_page
from cchc_scheduler.demo.story import Story
from cchc_scheduler.home import find_home
from tests.demo.browsing import browser, visited

DOTS_PER_INCH = 80  # a page of A4 is 662 by 936 pixels
# Where a demonstration is served unless another port is asked for.
ADDRESS = "http://127.0.0.1:8362"
WITHOUT_BAR = "document.querySelectorAll('.demo-bar, .way-back').forEach((each) => each.remove())"


@dataclass(frozen=True)
class Picture:
    """One picture: its file, the address it shows, the size of the window in pixels.

    Without `bar` the demonstration's own bar is left out, as an office sees the page.
    """

    name: str
    address: str
    width: int
    height: int
    bar: bool = True


def pictures(story: Story) -> tuple[Picture, ...]:
    """Return what is taken of a story."""
    unit = [letter for letter in story.letters if letter.sent.units == ("phong-kinh-te",)]
    remind = next(letter for letter in unit if "còn 03 ngày làm việc" in letter.subject)
    leaders = [letter for letter in story.letters if letter.sent.kind == "leaders"]
    after = next(letter for letter in leaders if f"{letter.at_office:%d/%m}" == "11/09")
    return (
        Picture("demo.png", "/", 1240, 1330),
        Picture("remind-3-phone.png", f"/letters/{remind.number}/phone", 390, 844),
        Picture("leaders-page.png", f"/letters/{after.number}/html", 640, 844),
        Picture("desk.png", "/ban/hom-nay", 1240, 1000),
        Picture("hom-nay.png", "/ban/hom-nay", 1240, 760, bar=False),
        Picture("lanh-dao.png", "/ban/lanh-dao", 1240, 760, bar=False),
        Picture("he-thong.png", "/ban/he-thong", 1240, 760, bar=False),
    )


def page_of_a_unit(site: str) -> Picture:
    """Return the picture of the page on which the demonstration's unit hands in."""
    mailbox = httpx.get(f"{site}/lam-thu").text
    shown = re.search(r'<iframe src="(/lam-thu/\d+)"', mailbox)
    letter = httpx.get(f"{site}{shown[1]}").text if shown else ""
    link = re.search(r'target="_top" href="http://127\.0\.0\.1:\d+(/n/\w{32})"', letter)
    if link is None:
        raise AssertionError("the newest letter of the unit has no button")
    return Picture("nop-bao-cao.png", link[1], 390, 844, bar=False)


def take(folder: Path) -> list[Path]:
    """Play the season and write every picture into a folder; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    doors = doors_at(ADDRESS, "khoa-chi-dung-de-chup-anh")
    with closing(play(find_home(None), lambda _: None, doors)) as played:
        taken = [first_page_of_report(played, folder / "report.png")]
        door = socket.create_server(("127.0.0.1", 0))
        with visited(played, door) as site, browser() as chromium:
            for picture in (*pictures(played.story), page_of_a_unit(site)):
                size = {"width": picture.width, "height": picture.height}
                page = chromium.new_page(viewport=size)
                page.goto(site + picture.address, wait_until="networkidle")
                if not picture.bar:
                    page.evaluate(WITHOUT_BAR)
                page.screenshot(path=folder / picture.name)
                page.close()
                taken.append(folder / picture.name)
    return taken


def first_page_of_report(played: Played, target: Path) -> Path:
    """Compile the season's report as the demonstration does and draw its first page."""
    with closing(Reporting(played.ended, played.data, lambda _: None)) as reporting:
        files = reporting.reported.files if reporting.reported else ()
        pdf = next((each.path for each in files if each.path.suffix == ".pdf"), None)
        drawn = first_page(pdf, target, DOTS_PER_INCH) if pdf else None
    if drawn is None:
        raise FileNotFoundError(
            "nothing draws the report: apt-get install libreoffice-writer-nogui poppler-utils"
        )
    return drawn


if __name__ == "__main__":
    for path in take(Path(sys.argv[1])):
        print(path)
