"""Checks that read a report's texts: what was left over, names, secrets, documents, periods.

Each only warns, with one sentence; a person decides. They also read what a person edited.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final
from unicodedata import normalize

from cchc_scheduler.core.markings import marking_in
from cchc_scheduler.core.personal import numbers_of_persons_in, persons_in
from cchc_scheduler.core.reports import Finding, OfficialReport
from cchc_scheduler.documents.report_texts import PlacedText, texts_of
from cchc_scheduler.documents.vietnamese import listed, sentence_case

LEFT_OVER: Final = re.compile(r"\[[^\]\n]{0,200}\]?|…|\.{3,}|_{3,}|\bx{3,}\b", re.IGNORECASE)
PAPERS: Final = (
    "Nghị quyết|Quyết định|Kế hoạch|Công văn|Báo cáo|Tờ trình|Thông báo|Hướng dẫn|Chỉ thị|"
    "Nghị định|Thông tư|Luật|Chương trình|Kết luận"
)
NUMBERED: Final = re.compile(
    rf"\b(?P<paper>{PAPERS})\s+(?:liên tịch\s+)?số\s*:?\s*(?P<number>[\w/.-]*[\w-])"
    r"(?P<day>[^.;\n]{0,60}?ngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|"
    r"[^.;\n]{0,60}?ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})?",
    re.IGNORECASE,
)
DATED: Final = re.compile(
    rf"\b(?P<paper>{PAPERS})\s+ngày\s+\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}", re.IGNORECASE
)
QUARTER: Final = re.compile(
    r"\bqu[ýí]\s+(?P<number>IV|I{1,3}|[1-4])\b(?:\s*[-/]?\s*(?:năm\s+)?(?P<year>\d{4}))?",
    re.IGNORECASE,
)
YEAR: Final = re.compile(r"\b\d{4}\b")
ROMAN_OF: Final = {"1": "I", "2": "II", "3": "III", "4": "IV"}
TONE_PLACES: Final = (
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("ủy", "uỷ"),
)
LONGEST_QUOTE: Final = 60


def left_over(texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """Yield what was left over of drafts, each thing once with all its places.

    That is [số liệu minh họa], any other brackets, and dots to be filled in.
    """
    places: dict[str, list[PlacedText]] = {}
    for each in texts:
        for found in LEFT_OVER.findall(each.text) if not each.missing else ():
            places.setdefault(found, []).append(each)
    for found, here in places.items():
        named = listed(list(dict.fromkeys(each.place for each in here)))
        told = f"Còn sót {_quoted(found)} tại {named}; đề nghị bổ sung hoặc bỏ."
        yield Finding("left-over", here[0].where, told)


def empty(report: OfficialReport) -> Iterator[Finding]:
    """Yield the sections in which something is still missing, in one sentence."""
    lacking = [
        section.key
        for section in report.sections
        if any(passage.kind == "missing" for passage in section.passages)
    ]
    if lacking:
        named = f"Báo cáo gửi {listed(report.addressees)}"
        told = f"{named}: còn {len(lacking):02} mục chưa đủ nội dung: {', '.join(lacking)}."
        yield Finding("empty", report.key, told)


def persons(texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """Yield what looks like names of persons; their number is enough for a report."""
    for each in texts:
        found = persons_in(each.text)
        if found:
            told = f"có thể có họ tên người ({listed(found)}); đề nghị chỉ nêu số lượng, chức danh."
            yield Finding("person", each.where, f"{sentence_case(each.place)}: {told}")


def numbers_of_persons(texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """Yield identity numbers and private telephones, which are not repeated here in full."""
    for each in texts:
        found = numbers_of_persons_in(each.text)
        if found:
            hidden = listed([f"…{number[-3:]}" for number in found])
            told = f"có số giống số định danh hoặc số điện thoại cá nhân ({hidden}); đề nghị bỏ."
            yield Finding("personal-number", each.where, f"{sentence_case(each.place)}: {told}")


def secrets(texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """Yield markings of state secrets; what stands around them is not repeated."""
    for each in texts:
        found = marking_in(each.text)
        if found is not None:
            told = f"có dấu độ mật ({found}); đề nghị dừng lại và báo người phụ trách."
            yield Finding("secret", each.where, f"{sentence_case(each.place)}: {told}")


def unit_names(texts: Sequence[PlacedText], names: Sequence[str]) -> Iterator[Finding]:
    """Yield units' names that are written otherwise than in the Decision."""
    patterns = [(name, _loosely(name)) for name in names]
    for each in texts:
        text = normalize("NFC", each.text)
        for name, pattern in patterns:
            for found in pattern.finditer(text):
                if found[0] != name and found[0] != name.upper():
                    told = f"{_quoted(found[0])} viết khác tên theo Quyết định: {name}."
                    yield Finding("unit-name", each.where, f"{sentence_case(each.place)}: {told}")


def documents(texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """Yield documents that are cited without their day, or without their number."""
    for each in texts:
        for found in NUMBERED.finditer(each.text):
            if found["day"] is None and any(sign.isdigit() for sign in found["number"]):
                told = f"{_quoted(found[0])} được viện dẫn mà chưa có ngày ban hành."
                yield Finding("document", each.where, f"{sentence_case(each.place)}: {told}")
        for found in DATED.finditer(each.text):
            told = f"{_quoted(found[0])} được viện dẫn mà chưa có số, ký hiệu."
            yield Finding("document", each.where, f"{sentence_case(each.place)}: {told}")


def periods(report: OfficialReport, period: str) -> Iterator[Finding]:
    """Yield another quarter than the report's in its title, opening, or titles of annexes."""
    heads = [("phần mở đầu", text) for text in (report.title, *report.opening)]
    for annex in report.annexes:
        heads += [(f"Phụ lục {annex.number}", text) for text in (annex.title, annex.note or "")]
    for place, text in heads:
        strange = [found[0] for found in QUARTER.finditer(text) if not _is_same(found, period)]
        if strange:
            told = f"nêu {listed(strange)}, khác kỳ của báo cáo ({period})."
            yield Finding("period", report.key, f"{sentence_case(place)}: {told}")


def _is_same(found: re.Match[str], period: str) -> bool:
    """Tell whether a quarter named in a text is the report's; without a year it may be."""
    own = QUARTER.search(period)
    if own is None:
        return True
    years = YEAR.findall(period)
    return _roman(found) == _roman(own) and (found["year"] is None or found["year"] in years)


def _roman(found: re.Match[str]) -> str:
    return ROMAN_OF.get(found["number"], found["number"].upper())


TEXT_CHECKS: Final[tuple[Callable[[Sequence[PlacedText]], Iterator[Finding]], ...]] = (
    left_over,
    persons,
    numbers_of_persons,
    secrets,
    documents,
)


def check_texts(
    report: OfficialReport, names: Sequence[str], period: str, quoted: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Return everything the texts of one report should be looked at for.

    `quoted` are texts that stand in it word for word, as the plan has them: they are not looked at.
    """
    texts = tuple(each for each in texts_of(report) if each.text not in quoted)
    found = [finding for check in TEXT_CHECKS for finding in check(texts)]
    return (*empty(report), *found, *unit_names(texts, names), *periods(report, period))


def _quoted(text: str) -> str:
    whole = " ".join(text.split())
    return f'"{whole if len(whole) <= LONGEST_QUOTE else whole[: LONGEST_QUOTE - 1] + "…"}"'


def _loosely(name: str) -> re.Pattern[str]:
    """Return a pattern for a name with any dashes, blanks and places of tone marks."""
    words = [
        _tones(re.escape(word)) for word in re.split(r"\s*[-–—]\s*|\s+", normalize("NFC", name))
    ]
    return re.compile(r"\s{0,3}[-–—]?\s{0,3}".join(words), re.IGNORECASE)


def _tones(word: str) -> str:
    for here, there in TONE_PLACES:
        word = re.sub(f"{here}|{there}", f"(?:{here}|{there})", word, flags=re.IGNORECASE)
    return word
