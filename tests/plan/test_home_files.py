"""All files of a home read together: every fault of every file, in order, or every value."""

from datetime import date


def test_every_fault_of_every_file_is_told_at_once(home):
    home.swap("office.yaml", "giang@anbinh", "dung@anbinh")
    home.swap("office.yaml", "head: truong-kt", "head: truong-kte")
    home.swap("office.yaml", "office_chief:", "office_cheif:")
    home.swap("policy.yaml", "remind-3: 3", "remind-3: 9")
    home.swap("policy.yaml", "escalation: automatic", "escalation: tự động")
    home.swap("policy.yaml", '"07:30"', '"7h30"')
    home.swap("plans/ke-hoach.yaml", "first_day: 2025-07-01", "first_day: 2025-02-30")
    home.swap("plans/ke-hoach.yaml", "[tong-hop, kinh-te]", "[tong-hop, phong-kinh-te]")
    home.swap("plans/ke-hoach.yaml", "clause: III.1.b", "clause: III.1.a")
    home.swap("plans/ke-hoach.yaml", "    recipient: tong-hop\n", "")
    home.swap("plans/ke-hoach.yaml", "Đạt 90%", "Ðạt 90%")
    home.swap("calendar/2025.yaml", "year: 2025", "year: 2024")

    assert "\n".join(home.faults()) == (
        """\
office.yaml:1: office_chief: is missing
office.yaml:7: units.1.head: 'truong-kte' is no post; did you mean 'truong-kt'?
office.yaml:19: people.4.address: 'dung@anbinh.example' is also the address of 'dung'; """
        """one person may hold two posts instead
office.yaml:21: office_cheif: is an unknown key; did you mean 'office_chief'?
policy.yaml:1: escalation: 'tự động' is not one of automatic, approval
policy.yaml:2: rungs.remind-3: '9' is out of order; give fewer working days than remind-7 (7)
policy.yaml:4: window.opens: '7h30' is no time of day; write it as 07:30
plans/ke-hoach.yaml:4: first_day: '2025-02-30' is no day of the calendar; write it as 2025-09-09
plans/ke-hoach.yaml:8: targets.0.text: 'Ðạt 90%' holds U+00D0, which only looks like 'Đ'; """
        """did you mean 'Đạt 90%'?
plans/ke-hoach.yaml:16: areas.0.tasks.1.clause: 'III.1.a' stands twice; first on line 15
plans/ke-hoach.yaml:21: cycles.0.recipient: is missing
plans/ke-hoach.yaml:26: cycles.0.units.1: 'phong-kinh-te' is no unit; did you mean 'kinh-te'?
calendar/2025.yaml:1: year: '2024' is not the year in the file's name (2025)
calendar/2025.yaml:4: days_off.0.day: '2025-09-01' is a day of another year than 2024
calendar/2025.yaml:5: days_off.1.day: '2025-09-02' is a day of another year than 2024
calendar/2025.yaml:7: make_up_days.0.day: '2025-04-26' is a day of another year than 2024"""
    )


def test_faults_come_in_the_order_of_a_files_lines(home):
    home.swap("plans/ke-hoach.yaml", "[tong-hop, kinh-te]", "[tong-hop, kinhte]")
    home.swap("plans/ke-hoach.yaml", "lead: [kinh-te]", "lead: [kinhte]")

    _, faults = home.read()

    assert [fault.line for fault in faults] == [18, 27]


def test_the_calendar_has_the_homes_own_year_and_computed_ones_beside_it(home):
    files, _ = home.read()

    assert files.calendar.is_official(2025)
    assert not files.calendar.is_official(2026)
    assert files.calendar.is_working(date(2025, 4, 26))


def test_documents_stand_under_kind_and_name(home):
    files, _ = home.read()

    assert [(document.kind, document.name) for document in files.documents] == [
        ("office", "office"),
        ("policy", "policy"),
        ("plan", "ke-hoach"),
        ("calendar", "2025"),
    ]
