"""Each reason to ask has its sentence."""

import unicodedata

from cchc_scheduler.core.phrases.reasons import REASONS
from cchc_scheduler.documents.phrase_reasons import SENTENCES, why_confirm


def test_every_reason_has_a_whole_sentence_in_vietnamese():
    assert sorted(SENTENCES) == sorted(REASONS)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())
    assert all(unicodedata.is_normalized("NFC", sentence) for sentence in SENTENCES.values())


def test_a_clear_reading_has_nothing_to_say():
    assert why_confirm(None) is None
