"""A changing office whose annexes are uploaded, mended and applied."""

from cchc_scheduler.actions.apply_draft import DraftApplication, apply_draft, read_draft
from cchc_scheduler.actions.mend_draft import Mendings, mend_draft
from cchc_scheduler.actions.undo_apply import undo_apply
from cchc_scheduler.actions.upload_annex import Upload, upload_annex
from tests.actions.changing_office import ChangingOffice
from tests.plan.annexes import HEADS, excel

OWN = "(Kèm theo Quyết định số 1/QĐ-UBND ngày 01/7/2025 của Chủ tịch UBND xã)"
SECTION = ("I", "THỂ CHẾ", "", "", "", "")
ROWS = (
    SECTION,
    ("1", "Rà soát văn bản của xã", "Kinh tế", "", "Trước ngày 15/9/2025", ""),
    ("2", "Đối thoại với doanh nghiệp", "Tổng hợp", "", "28/11/2025", ""),
)
REVIEWED = "PL.I.1/2025-Q3/kinh-te"
TALKED = "PL.I.2/2025-Q4/tong-hop"


def annex(*rows):
    return excel(("PHỤ LỤC",), (OWN,), HEADS, *rows)


class DraftingOffice(ChangingOffice):
    """The office of one coordinator, Chi."""

    def __init__(self, folder):
        super().__init__(folder)
        self.data = folder / "data"

    def upload(self, *rows, by="Chi", name="phu-luc.xlsx"):
        upload = Upload(name, annex(*rows), by)
        return upload_annex(self.db, self.service.records, self.data, upload, self.clock.now())

    def draft(self, number):
        return read_draft(self.db, self.service.records, number)

    def mend(self, number, *mendings, version=None, by="Chi"):
        version = version or self.draft(number).brief.version
        asked = Mendings(number, version, by, mendings)
        return mend_draft(self.db, self.service.records, asked, self.clock.now())

    def apply_draft(self, number, version=None):
        version = version or self.draft(number).brief.version
        return apply_draft(*self.pieces, DraftApplication(number, version, "Chi"), self.clock.now())

    def undo(self, expected=None):
        return undo_apply(self.db, self.service.records, "Chi", self.clock.now(), expected)
