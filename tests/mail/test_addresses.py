"""An address that needs SMTPUTF8 is refused where it is written, with its line (mail over SMTP)."""

import re

import pytest

from cchc_scheduler.plan.fields import ADDRESS_PATTERN
from cchc_scheduler.plan.office_file import OfficeFile
from cchc_scheduler.plan.reading import read_source
from cchc_scheduler.plan.validating import validated

OFFICE = """\
name: "Ủy ban nhân dân xã"
place: "Xã"
city: "thành phố"
sender: {{name: "Phòng Văn hóa-Xã hội", address: {sender}}}
units:
  - {{id: vhxh, name: "Phòng VH-XH", short: "VH-XH", source: V.2.a, head: truong, focal: dau-moi}}
posts:
  - {{id: truong, title: "Trưởng phòng", rank: head, holder: truong}}
  - {{id: dau-moi, title: "Đầu mối", rank: staff, holder: dau-moi}}
people:
  - {{id: truong, address: truong@xa.example}}
  - {{id: dau-moi, address: {focal}}}
chair: truong
office_chief:
vice_chair:
"""


@pytest.mark.parametrize("address", ["phòng@xa.example", "vhxh@xã.vn", "vhxh@xa .vn", "vhxh"])
@pytest.mark.parametrize(("field", "line"), [("sender", 4), ("focal", 12)])
def test_an_address_no_mail_server_is_sure_to_take_is_refused_by_its_line(
    tmp_path, address, field, line
):
    path = tmp_path / "office.yaml"
    addresses = {"sender": "cchc@xa.example", "focal": "vhxh@xa.example"} | {field: address}
    path.write_text(OFFICE.format(**addresses), encoding="utf-8")

    source = read_source(path)

    assert validated(source, OfficeFile) is None
    assert [(fault.line, fault.problem, fault.value) for fault in source.faults] == [
        (line, "is no mail address", address)
    ]


@pytest.mark.parametrize(
    "address", ["cchc@xa.example", "a.b+c%d@xn--x-9ja.vn", "A_1@mail.xa.gov.vn"]
)
def test_an_address_in_plain_letters_is_taken(address):
    assert re.fullmatch(ADDRESS_PATTERN, address)
