from cchc_scheduler import words


def test_every_list_of_words_is_closed_and_without_repetition():
    lists = [
        getattr(words, name)
        for name in dir(words)
        if name.isupper() and isinstance(getattr(words, name), tuple)
    ]

    assert lists
    assert all(len(set(each)) == len(each) for each in lists)


def test_the_kinds_of_letters_are_those_agreed():
    assert words.LETTER_KINDS == (
        "opening", "reminder", "escalation", "information", "correction", "approval", "digest",
        "leaders", "receipt", "return", "extension", "report", "undelivered", "login", "system",
        "test",
    )  # fmt: skip


def test_smaller_lists_speak_of_known_words():
    assert set(words.CHASED) < set(words.OBLIGATION_STATES)
    assert set(words.LADDER_KINDS) | set(words.AT_ONCE_KINDS) <= set(words.LETTER_KINDS)
    assert set(words.SLOT_HOLDING) < set(words.LETTER_STATES)


def test_every_level_is_told_to_one_role():
    assert dict(zip(words.LEVELS, words.ROLES, strict=True)) == words.ROLE_OF_LEVEL
