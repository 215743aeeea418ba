"""A small home as four files: two units, one cycle. Tests change one line of it at a time."""

from cchc_scheduler.plan.home_files import HomePaths, read_home_files

OFFICE = """\
name: "Ủy ban nhân dân xã An Bình"
place: "Xã An Bình"
city: "thành phố Hải Phòng"
sender: {name: "Phòng Tổng hợp", address: cchc@anbinh.example}
units:
  - {id: tong-hop, name: "Tổng hợp", short: TH, source: V.2.a, head: truong-th, focal: dau-moi-th, \
coordinator: true}
  - {id: kinh-te, name: "Kinh tế", short: KT, source: V.2.b, head: truong-kt, focal: dau-moi-kt}
posts:
  - {id: chu-tich, title: "Chủ tịch", rank: chair, holder: an}
  - {id: truong-th, title: "Trưởng phòng Tổng hợp", rank: head, holder: binh}
  - {id: dau-moi-th, title: "Đầu mối Tổng hợp", rank: staff, holder: chi}
  - {id: truong-kt, title: "Trưởng phòng Kinh tế", rank: head, holder: dung}
  - {id: dau-moi-kt, title: "Đầu mối Kinh tế", rank: staff, holder: giang}
people:
  - {id: an, address: an@anbinh.example}
  - {id: binh, address: binh@anbinh.example}
  - {id: chi, address: chi@anbinh.example}
  - {id: dung, address: dung@anbinh.example}
  - {id: giang, address: giang@anbinh.example}
chair: chu-tich
office_chief:
vice_chair:
"""
POLICY = """\
escalation: automatic
rungs: {opening: 15, remind-7: 7, remind-3: 3, remind-1: 1, late-1: 1, late-3: 3, late-5: 5}
window:
  opens: "07:30"
  afternoon: "14:00"
  closes: "16:30"
level_gap: 2
request_hold: 2
leaders_hold: 3
before_upstream: 3
breaker_factor: 3
outage_days: 5
"""
PLAN = """\
id: ke-hoach
title: "Kế hoạch"
decision: {number: "1/QĐ-UBND", day: 2025-07-01, issuer: "Chủ tịch", title: "Ban hành Kế hoạch"}
first_day: 2025-07-01
last_day: 2025-12-31
basis: []
targets:
  - {clause: II.1, text: "Đạt 90%"}
areas:
  - clause: III.1
    title: "Chỉ đạo"
    lead: [tong-hop]
    lead_clause: V.2.a
    tasks:
      - {clause: III.1.a, text: "Kiểm tra", deadline: {kind: continuous}}
      - clause: III.1.b
        text: "Lập danh mục"
        lead: [kinh-te]
        deadline: {text: "trước 15/10/2025", kind: once, bound: exclusive, last_day: 2025-10-14}
cycles:
  - id: bao-cao
    clause: V.1.c
    title: "báo cáo"
    wording: "trước ngày 10 của tháng cuối quý"
    frequency: quarter
    recipient: tong-hop
    units: [tong-hop, kinh-te]
    deadline: {bound: exclusive, day: 10}
    cutoff_day:
    upstream_day:
    compile_day:
duties:
  - {clause: V.2.b.1, unit: kinh-te, text: "Theo dõi kinh phí"}
asks: []
recipients:
  - {name: "Sở Nội vụ", source: "Nơi nhận"}
annex: {wording: null, imported: false}
to_confirm: []
"""
CALENDAR = """\
year: 2025
official: true
days_off:
  - {day: 2025-09-01, name: "Quốc khánh", source: "thông báo"}
  - {day: 2025-09-02, name: "Quốc khánh", source: "thông báo"}
make_up_days:
  - {day: 2025-04-26, source: "thông báo"}
"""


class SmallHome:
    """The four files in a folder; `put` writes one anew, `swap` changes one place in it."""

    def __init__(self, root):
        self.root = root
        self.texts = {
            "office.yaml": OFFICE,
            "policy.yaml": POLICY,
            "plans/ke-hoach.yaml": PLAN,
            "calendar/2025.yaml": CALENDAR,
        }
        for name, text in self.texts.items():
            self.put(name, text)

    def put(self, name, content):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def swap(self, name, old, new):
        assert self.texts[name].count(old) == 1, f"{old!r} must stand once in {name}"
        self.texts[name] = self.texts[name].replace(old, new)
        self.put(name, self.texts[name])

    @property
    def paths(self):
        return HomePaths(
            office=self.root / "office.yaml",
            policy=self.root / "policy.yaml",
            plans=tuple(sorted((self.root / "plans").glob("*.yaml"))),
            calendars=tuple(sorted((self.root / "calendar").glob("*.yaml"))),
        )

    def read(self):
        return read_home_files(self.paths)

    def faults(self):
        """Return every fault as the line a person reads."""
        files, faults = self.read()
        assert (files is None) == bool(faults)
        return [str(fault) for fault in faults]
