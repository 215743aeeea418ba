"""Rows of the five departments' first reports, for tests of the store."""

from datetime import UTC, date, datetime

NOW = datetime(2025, 8, 15, 0, 30, tzinfo=UTC)
KEY = "bao-cao-quy/2025-Q3/phong-kinh-te"


def obligation(unit="phong-kinh-te", **values):
    return {
        "id": f"bao-cao-quy/2025-Q3/{unit}",
        "task": "bao-cao-quy",
        "period": "2025-Q3",
        "task_group": "bao-cao-quy/2025-Q3",
        "unit": unit,
        "title": "Báo cáo cải cách hành chính quý III",
        "clause": "V.1.c",
        "roll": "forward",
        "state": "open",
        "version": 1,
        "deadline_version": 1,
        "created_at": NOW,
        **values,
    }


def deadline(version=1, **values):
    return {
        "obligation": KEY,
        "version": version,
        "reason": "plan",
        "last_day": date(2025, 9, 9),
        "target": date(2025, 9, 9),
        "due": NOW,
        "late_after": NOW,
        "climbs_to": "leaders",
        "set_at": NOW,
        "set_by": "service",
        **values,
    }


def notice(rung="opening", **values):
    return {
        "obligation": KEY,
        "deadline_version": 1,
        "rung": rung,
        "role": "focal",
        "state": "waiting",
        "fire_at": NOW,
        "decided_at": NOW,
        "proven": False,
        **values,
    }


def letter(number=1, **values):
    return {
        "id": number,
        "kind": "opening",
        "template": "opening",
        "addressee": "dau-moi@phong-kinh-te.example",
        "to_address": "dau-moi@phong-kinh-te.example",
        "cc": "[]",
        "subject": "Đề nghị gửi báo cáo",
        "message_id": f"<{number}@ubnd.example>",
        "sender": "cchc@ubnd.example",
        "state": "queued",
        "rehearsal": False,
        "held": False,
        "created_at": NOW,
        "attempts": 0,
        "lost": 0,
        "sha256": "0" * 64,
        "bytes": b"Subject: x\r\n\r\n",
        **values,
    }


def submission(carrier="form-1", **values):
    return {
        "obligation": KEY,
        "kind": "link",
        "carrier": carrier,
        "by": "Nguyễn Thị Hoa",
        "link": "https://drive.example/bao-cao",
        "handed_in_at": NOW,
        "recorded_at": NOW,
        "recorded_by": "page",
        "usable": True,
        **values,
    }


def request(**values):
    return {
        "obligation": KEY,
        "deadline_version": 1,
        "kind": "later-day",
        "until": date(2025, 9, 12),
        "reason": "chờ số liệu",
        "by": "Nguyễn Thị Hoa",
        "asked_at": NOW,
        "state": "asked",
        **values,
    }
