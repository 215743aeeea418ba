"""What a plan says about when: the wording of a deadline, read as structure.

`spelling` evens out how people type, `patterns` is the grammar, `written`, `cadences` and `events`
turn what was found into days, `reading` decides.
"""
