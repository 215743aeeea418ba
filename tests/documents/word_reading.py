"""Reads a .docx again as Word does: what holds for each paragraph and run after all its styles.

Made of the file's own XML alone, so that it tells what stands there and not what was meant.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
TWIPS_MM = 25.4 / 1440
EMU_MM = 25.4 / 914400


@dataclass
class Run:
    text: str
    fonts: dict[str, str]
    size: float
    bold: bool
    italic: bool
    underlined: bool
    colour: str


@dataclass
class Paragraph:
    """One paragraph with what holds for it; lengths in millimetres, gaps in points."""

    element: etree._Element
    text: str
    runs: list[Run]
    align: str
    first_line: float
    before: float
    after: float
    spacing: float
    bordered: bool
    rule: float | None = None

    def all_runs(self, name: str) -> bool:
        return all(getattr(run, name) for run in self.runs)

    @property
    def sizes(self) -> set[float]:
        return {run.size for run in self.runs}


@dataclass
class Section:
    """The page setup of one section, in millimetres, and the words of its headers."""

    width: float
    height: float
    margins: dict[str, float]
    title_page: bool
    start: int | None
    headers: dict[str, list[Paragraph]] = field(default_factory=dict)


class Word:
    """A Word file, read again."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.parts = {
                name: etree.fromstring(package.read(name))
                for name in package.namelist()
                if name.endswith((".xml", ".rels"))
            }
        self.body = self.parts["word/document.xml"].find(f"{W}body")
        self._read: dict[etree._Element, Paragraph] = {}
        self._styles = {
            style.get(f"{W}styleId"): style
            for style in self.parts["word/styles.xml"].iter(f"{W}style")
        }
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1"
            ),
            None,
        )

    def paragraphs(self, holder: etree._Element) -> list[Paragraph]:
        elements = list(holder.iter(f"{W}p"))
        for each in elements:
            if each not in self._read:
                self._read[each] = self._paragraph(each)
        return [self._read[each] for each in elements]

    def texts(self, holder: etree._Element) -> list[Paragraph]:
        """Paragraphs that hold words."""
        return [each for each in self.paragraphs(holder) if each.text.strip()]

    def blocks(self) -> list[etree._Element]:
        """Tables and paragraphs of the body in their order."""
        return [each for each in self.body if each.tag in (f"{W}p", f"{W}tbl")]

    def sections(self) -> list[Section]:
        found: list[Section] = []
        for element in self.parts["word/document.xml"].iter(f"{W}sectPr"):
            section = self._section(element)
            if found:
                section.headers = {**found[-1].headers, **section.headers}
            found.append(section)
        return found

    def section_bodies(self) -> list[list[etree._Element]]:
        """The blocks of each section."""
        bodies: list[list[etree._Element]] = [[]]
        for block in self.blocks():
            bodies[-1].append(block)
            if block.find(f"{W}pPr/{W}sectPr") is not None:
                bodies.append([])
        return bodies

    def every_run(self) -> Iterator[tuple[Paragraph, Run]]:
        for holder in (self.body, *self._header_roots()):
            for paragraph in self.paragraphs(holder):
                for run in paragraph.runs:
                    yield paragraph, run

    def _header_roots(self) -> list[etree._Element]:
        return [root for name, root in self.parts.items() if name.startswith("word/header")]

    def _section(self, element: etree._Element) -> Section:
        size, margins = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")
        title, numbers = element.find(f"{W}titlePg"), element.find(f"{W}pgNumType")
        known = {
            name: float(margins.get(f"{W}{name}")) * TWIPS_MM
            for name in ("top", "bottom", "left", "right", "header")
        }
        start = numbers.get(f"{W}start") if numbers is not None else None
        headers = {}
        for reference in element.findall(f"{W}headerReference"):
            target = self._target(reference.get(f"{R}id"))
            headers[reference.get(f"{W}type")] = self.paragraphs(self.parts[f"word/{target}"])
        return Section(
            width=float(size.get(f"{W}w")) * TWIPS_MM,
            height=float(size.get(f"{W}h")) * TWIPS_MM,
            margins=known,
            title_page=title is not None and title.get(f"{W}val") not in ("0", "false"),
            start=int(start) if start else None,
            headers=headers,
        )

    def _target(self, key: str) -> str:
        relations = self.parts["word/_rels/document.xml.rels"]
        return next(each.get("Target") for each in relations if each.get("Id") == key)

    def _paragraph(self, element: etree._Element) -> Paragraph:
        shape = [*self._layers("pPr", element.find(f"{W}pPr"), self._default, "pPrDefault")]
        style = self._style_of(element.find(f"{W}pPr"), "pStyle") or self._default
        runs = [
            self._run(each, style)
            for each in element.iter(f"{W}r")
            if next(each.iterancestors(f"{W}p")) is element and _text(each)
        ]
        line, rule = _value(shape, "spacing", "line"), _value(shape, "spacing", "lineRule")
        return Paragraph(
            element=element,
            text="".join(run.text for run in runs),
            runs=runs,
            align=_value(shape, "jc", "val") or "left",
            first_line=float(_value(shape, "ind", "firstLine") or 0) * TWIPS_MM,
            before=float(_value(shape, "spacing", "before") or 0) / 20,
            after=float(_value(shape, "spacing", "after") or 0) / 20,
            spacing=float(line) / 240 if line and rule in (None, "auto") else 1.0,
            bordered=any(layer.find(f"{W}pBdr") is not None for layer in shape),
            rule=_rule(element),
        )

    def _run(self, element: etree._Element, style: str | None) -> Run:
        own = element.find(f"{W}rPr")
        named = self._style_of(own, "rStyle")
        layers = [
            *self._layers("rPr", None, style, "rPrDefault"),
            *self._chain(named, "rPr"),
            *([own] if own is not None else []),
        ]
        return Run(
            text=_text(element),
            fonts={slot: _font(layers, slot) for slot in SLOTS},
            size=float(_value(layers, "sz", "val") or 20) / 2,
            bold=_on(layers, "b"),
            italic=_on(layers, "i"),
            underlined=(_value(layers, "u", "val") or "none") != "none",
            colour=_value(layers, "color", "val") or "auto",
        )

    def _layers(
        self, kind: str, own: etree._Element | None, style: str | None, default: str
    ) -> Iterator[etree._Element]:
        """Everything that sets properties, the weakest first."""
        found = self.parts["word/styles.xml"].find(f"{W}docDefaults/{W}{default}/{W}{kind}")
        if found is not None:
            yield found
        yield from self._chain(self._style_of(own, "pStyle") or style, kind)
        if own is not None:
            yield own

    def _chain(self, style: str | None, kind: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while style is not None and style in self._styles:
            element = self._styles[style]
            found = element.find(f"{W}{kind}")
            if found is not None:
                chain.insert(0, found)
            based = element.find(f"{W}basedOn")
            style = based.get(f"{W}val") if based is not None else None
        return chain

    @staticmethod
    def _style_of(properties: etree._Element | None, name: str) -> str | None:
        found = properties.find(f"{W}{name}") if properties is not None else None
        return found.get(f"{W}val") if found is not None else None


def _text(run: etree._Element) -> str:
    parts = {f"{W}t": lambda e: e.text or "", f"{W}tab": lambda e: "\t", f"{W}br": lambda e: "\n"}
    return "".join(parts[each.tag](each) for each in run if each.tag in parts)


def _value(layers: list[etree._Element], name: str, attribute: str) -> str | None:
    value = None
    for layer in layers:
        found = layer.find(f"{W}{name}")
        if found is not None and found.get(f"{W}{attribute}") is not None:
            value = found.get(f"{W}{attribute}")
    return value


def _font(layers: list[etree._Element], slot: str) -> str:
    """A font named by the theme wins over one named beside it."""
    name = ""
    for layer in layers:
        fonts = layer.find(f"{W}rFonts")
        if fonts is not None:
            theme = fonts.get(f"{W}{slot}Theme") or (
                fonts.get(f"{W}cstheme") if slot == "cs" else None
            )
            name = f"theme {theme}" if theme else fonts.get(f"{W}{slot}") or name
    return name


def _on(layers: list[etree._Element], name: str) -> bool:
    on = False
    for layer in layers:
        found = layer.find(f"{W}{name}")
        if found is not None:
            on = found.get(f"{W}val") not in ("0", "false", "none")
    return on


def _rule(paragraph: etree._Element) -> float | None:
    """The length of a line drawn in a paragraph, as a shape; None where there is none."""
    lines = paragraph.findall(f".//{WP}anchor") + paragraph.findall(f".//{WP}inline")
    for each in lines:
        if b'prst="line"' in etree.tostring(each):
            return float(each.find(f"{WP}extent").get("cx")) * EMU_MM
    return None
