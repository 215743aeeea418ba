"""Errors the program can't go on from.

    CchcError (1)
    ├── BadInput (2)          what a person wrote can't be used: says what, where and what to do
    ├── NotConfigured (3)     something must be set up first
    ├── AlreadyRunning (4)    another process holds the data folder
    ├── StoreUnusable (5)     the database is missing, damaged, newer than the program, or full
    ├── NotFound (6)          no such obligation, letter, period or unit
    ├── Conflict (7)          the record has moved on since it was read
    └── NotDelivered (8)      a mail that had to go now did not go

The number is the exit code of the command line.
"""

from typing import ClassVar


class CchcError(Exception):
    """Something went wrong; the message says what, where and what to do."""

    exit_code: ClassVar[int] = 1


class BadInput(CchcError):
    """What a person wrote can't be used."""

    exit_code = 2


class NotConfigured(CchcError):
    """Something must be set up first."""

    exit_code = 3


class AlreadyRunning(CchcError):
    """Another process holds the data folder."""

    exit_code = 4


class StoreUnusable(CchcError):
    """The database can't be used."""

    exit_code = 5


class NotFound(CchcError):
    """There is no such thing in the store."""

    exit_code = 6


class Conflict(CchcError):
    """The record has moved on since it was read."""

    exit_code = 7


class NotDelivered(CchcError):
    """A mail that had to go now did not go."""

    exit_code = 8
