from dataclasses import replace
from unicodedata import is_normalized, normalize

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.documents.letters import LetterTexts
from tests.letters.cast import ECONOMY, FACTS, ladder
from tests.letters.cast import at as moment
from tests.letters.golden import ROOT

SHIPPED = ROOT / "templates"


@pytest.fixture
def office(tmp_path):
    """Writes the office's own template of one letter; gives the texts of that home."""

    def write(subject="s", text="t", html="<p>h</p>", name="opening"):
        folder = tmp_path / "vi" / "letters" / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, words in (("subject.txt", subject), ("body.txt", text), ("body.html", html)):
            (folder / file).write_text(words, encoding="utf-8")
        return LetterTexts([tmp_path, SHIPPED])

    return write


def test_the_offices_own_template_stands_before_the_shipped_one(office):
    texts = office(subject="Thư của {{ f.first.unit }}")

    assert texts.render("opening", FACTS["opening"]).subject == "Thư của Phòng Kinh tế"
    assert "nhắc lịch" in texts.render("remind-7", FACTS["remind-7"]).subject


@pytest.mark.parametrize(
    ("part", "words", "said"),
    [
        ("subject", "{{ f.frist.unit }}", "has no attribute 'frist'"),
        ("text", "{{ nothing }}", "'nothing' is undefined"),
        ("html", "{% if %}", "Expected an expression"),
        ("text", "{% include 'absent.txt' %}", "absent.txt"),
        ("text", "{{ f.reconciled_at | moment }}", "NoneType"),
    ],
)
def test_a_template_that_cant_be_rendered_is_named(office, part, words, said):
    texts = office(**{part: words})

    with pytest.raises(BadInput) as fault:
        texts.render("opening", FACTS["opening"])

    assert str(fault.value).startswith("templates/vi/letters/opening: ")
    assert said in str(fault.value)


def test_a_template_that_is_not_utf_8_is_named(office, tmp_path):
    texts = office()
    (tmp_path / "vi/letters/opening/body.txt").write_bytes("Đề nghị".encode("utf-16"))

    with pytest.raises(BadInput, match="templates/vi/letters/opening"):
        texts.render("opening", FACTS["opening"])


@pytest.mark.parametrize(
    "trick",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ f.__class__.__init__.__globals__ }}",
        "{{ f.render.__func__.__code__ }}",
        "{{ [].append(1) }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    ],
)
def test_a_template_reaches_nothing_but_its_facts(office, trick):
    texts = office(text=trick)

    with pytest.raises(BadInput, match="templates/vi/letters/opening"):
        texts.render("opening", FACTS["opening"])


def test_hostile_names_and_opinions_are_words_in_the_html():
    unit = 'Phòng <script>alert("x")</script> & bạn'
    item = replace(ECONOMY, unit=unit, rung="late-3", opinion='<img src="http://x/y.png">')
    facts = ladder(moment(9, 12), item)

    rendered = LetterTexts([SHIPPED]).render("late-3", facts)

    assert "<script" not in rendered.html
    assert "<img" not in rendered.html
    assert "Phòng &lt;script&gt;" in rendered.html
    assert unit in rendered.text


def test_words_of_other_forms_of_unicode_come_out_composed():
    facts = ladder(moment(8, 15), replace(ECONOMY, unit=normalize("NFD", ECONOMY.unit)))

    rendered = LetterTexts([SHIPPED]).render("opening", facts)

    assert is_normalized("NFC", rendered.subject + rendered.text + rendered.html)
    assert "Kính gửi: Phòng Kinh tế" in rendered.text


def test_a_subject_is_one_line_without_line_breaks_from_data(office):
    texts = office(subject="{{ f.first.unit }}\n\n gửi   báo cáo\n")
    facts = ladder(moment(8, 15), replace(ECONOMY, unit="Phòng\r\nBcc: x@y.example"))

    assert texts.render("opening", facts).subject == "Phòng Bcc: x@y.example gửi báo cáo"


def test_style_sheets_from_elsewhere_are_never_fetched(office):
    html = '<html><head><link rel="stylesheet" href="http://127.0.0.1:9/x.css"></head><p>x</p>'

    assert "x</p>" in office(html=html).render("opening", FACTS["opening"]).html
