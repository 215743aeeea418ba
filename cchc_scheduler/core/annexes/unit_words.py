"""Words in the names of units: what a name begins with, how it is shortened, who is no one unit."""

import re
from typing import Final

# What the name of a unit begins with, without accents; a comma or "và" before one parts two names.
BEGINS: Final = re.compile(
    r"^(?:phong|p|vp|van phong|tt|ttpvhcc|ttvhtt|trung tam|so|ban|uy ban|ubnd|hdnd|hoi|doan|truong"
    r"|tram|mat tran|mttq|ubmttq|bo|chi (?:cuc|nhanh|bo|hoi|doan)|kho bac|bao hiem|thue|to|vien"
    r"|quan su|bch|bchqs|bcd|bql|ngan hang|dang uy|don vi|dai|buu dien|dien luc|vnpt|viettel|toa an"
    r"|lien doan|thanh tra|cuc|tong cuc|hat|doi|nha|thuong truc|lanh dao|can bo|ca|vkcks|tand"
    r"|thi hanh an|benh vien|phuong|xa(?! hoi)|bi thu|cac|nhung|mot so|doanh nghiep|dia phuong"
    r"|hop tac xa|tap doan|cum|khu|cong (?:an|ty|doan|chuc|dong)|chu tich|pho chu tich|co quan"
    r"|to chuc|toan the|tat ca|nguoi)(?: |$)"
)
SMALL_FIRST_WORDS: Final = (
    "cac",
    "nhung",
    "co quan",
    "don vi",
    "doanh nghiep",
    "dia phuong",
    "ca nhan",
    "mot so",
    "toan the",
    "tat ca",
    "can bo",
    "cong chuc",
    "thon",
    "to dan pho",
    "to chuc",
)
COLLECTIVE: Final = re.compile(
    r"^(?:(?:thu truong|truong|lanh dao|nguoi dung dau|can bo) )?(?:cac|nhung)\b"
    r"|^(?:toan the|tat ca|moi|mot so)\b|\blien quan\b|^so(?: va)? ban nganh"
    r"|^(?:phong ban|ban nganh|co quan don vi|don vi truc thuoc|can bo cong chuc)"
    r"|^(?:ubnd|uy ban nhan dan) (?:cac|cap)\b|^(?:thon|to dan pho|doanh nghiep|dia phuong"
    r"|cong chuc|ca nhan|don vi|co quan|to chuc)(?:$| )"
)
# What a name may carry behind it without being another: the place, or whom it belongs to.
BELONGS: Final = re.compile(
    r"(?: (?:thuộc|trực thuộc))?(?: của)?(?: (?:ủy ban nhân dân|ubnd))?"
    r"(?: (?:cấp )?(?:xã|phường|thị trấn|đặc khu))$"
)
SHORT_FIRST: Final = {
    "phòng": ("p",),
    "văn phòng": ("vp",),
    "trung tâm": ("tt",),
    "ban quản lý": ("bql",),
    "ban chỉ huy": ("bch",),
    "công an": ("ca",),
    "ủy ban": ("ub",),
    "ủy ban mặt trận tổ quốc": ("ubmttq", "mttq", "mặt trận tổ quốc"),
}
# Shortened parts of names, spelt out before a name is looked up.
SPELT_OUT: Final = {
    "p": "phòng",
    "vp": "văn phòng",
    "vh": "văn hóa",
    "xh": "xã hội",
    "vhxh": "văn hóa xã hội",
    "kt": "kinh tế",
    "tc": "tài chính",
    "hcc": "hành chính công",
    "pvhcc": "phục vụ hành chính công",
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "khcn": "khoa học công nghệ",
    "gdđt": "giáo dục đào tạo",
    "ct": "công tác",
    "ktht": "kinh tế hạ tầng",
    "bch": "ban chỉ huy",
    "bql": "ban quản lý",
    "ca": "công an",
    "chqs": "chỉ huy quân sự",
    "bchqs": "ban chỉ huy quân sự",
}
