"""Look at the home: its files, its settings, its calendar, its jobs and its data folder."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cchc_scheduler.clock import OFFICE_ZONE, office_date
from cchc_scheduler.core.capabilities import LEAST_KEY
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.documents.as_pdf import NOT_FOUND, soffice
from cchc_scheduler.engine.findings import Finding, known
from cchc_scheduler.engine.jobs import find_jobs
from cchc_scheduler.home import OUTLINES, Home, packaged_defaults
from cchc_scheduler.mail.mailbox import parse_mailbox
from cchc_scheduler.mail.relay import parse_relay
from cchc_scheduler.plan.home_files import HomeFiles, read_home_files
from cchc_scheduler.service import home_paths
from cchc_scheduler.settings import Settings, read_settings

SHORTEST_KEY: Final = 32
LEAST_FREE: Final = 500 * 1024 * 1024
ZONE_PROBE: Final = datetime(2025, 9, 10, tzinfo=UTC)
OFFICE_OFFSET: Final = timedelta(hours=7)
DECEMBER: Final = 12
WORD: Final = OUTLINES.parent
AHEAD: Final = timedelta(days=14)


def check_files(home: Home, now: datetime) -> tuple[HomeFiles | None, list[Finding]]:
    """Return the office's files, None while they have faults, and what is wrong with them."""
    found = [] if home.own else [known("make-a-home", "the packaged defaults are used, read-only")]
    files, faults = read_home_files(home_paths(home))
    found += [Finding("office-files", str(fault)) for fault in faults]
    if files is not None:
        found += [*_placeholders(files), *_calendar(files, now)]
    try:
        find_jobs(home.job_files())
    except BadInput as fault:
        found.append(Finding("job-files", str(fault)))
    return files, [*found, *_word_templates(home)]


def _word_templates(home: Home) -> Iterator[Finding]:
    """Yield the mistakes of templates that the office has changed; the packaged ones have none."""
    own, packaged = (root / "templates" / WORD for root in (home.root, packaged_defaults()))
    for path in sorted(own.glob("*.docx")):
        shipped = packaged / path.name
        if not (shipped.is_file() and path.read_bytes() == shipped.read_bytes()):
            yield from _mistakes(home, path)


def _mistakes(home: Home, path: Path) -> Iterator[Finding]:
    # the libraries for Word files are loaded only where there is a template to look at
    from cchc_scheduler.actions.put_template import check_templates  # noqa: PLC0415

    try:
        (checked,) = check_templates(home, path)
    except BadInput as fault:
        yield Finding("word-templates", str(fault))
        return
    for mistake in checked.mistakes:
        yield Finding("word-templates", f"{path.name}: {mistake}")


def check_settings(home: Home) -> tuple[Settings | None, list[Finding]]:
    """Return the settings, None while they can't be read, and what is wrong with them."""
    try:
        settings = read_settings(home.root)
    except BadInput as fault:
        return None, [Finding("settings", line) for line in str(fault).splitlines()]
    mail = [*_mail(settings), *_mailbox(settings)]
    return settings, [*mail, *_links(settings), *_secret_file(home.root / ".env")]


def check_machine(home: Home) -> Iterator[Finding]:
    """Yield what is wrong with the time zone data, the data folder and the disk, or not there."""
    if soffice() is None:
        yield known("pdf", f"PDF: off ({NOT_FOUND})")
    if ZONE_PROBE.astimezone(OFFICE_ZONE).utcoffset() != OFFICE_OFFSET:
        yield Finding("time-zone", "the time zone Asia/Ho_Chi_Minh is not at UTC+7 on this machine")
    if home.data is None:
        return
    if home.data.exists() and not home.data.is_dir():
        yield Finding("data-folder", f"{home.data} is a file, not a folder")
    folder = _nearest(home.data)
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding("data-folder", f"{folder} can't be written by this account")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        yield Finding("disk-space", f"only {free // 1024**2} MB are free beside {folder}")


def _placeholders(files: HomeFiles) -> Iterator[Finding]:
    found = files.office.placeholders
    if found:
        listed = ", ".join(found)
        yield Finding("placeholder-addresses", f"{len(found)} placeholder addresses: {listed}")


def _calendar(files: HomeFiles, now: datetime) -> Iterator[Finding]:
    """This year's calendar must be official; next year's is asked for from December on."""
    today = office_date(now)
    years = (today.year, today.year + 1) if today.month == DECEMBER else (today.year,)
    for year in years:
        if not files.calendar.is_official(year):
            yield Finding("calendar-not-official", f"the calendar of {year} is not official")


def _mail(settings: Settings) -> Iterator[Finding]:
    if settings.smtp_url is None:
        yield Finding("no-mail-server", "CCHC_SMTP_URL is not set: letters are written and wait")
        return
    try:
        relay = parse_relay(settings.smtp_url, settings.smtp_password)
    except BadInput as fault:
        yield Finding("settings", str(fault))
        return
    if relay.user and not relay.password:
        yield Finding("settings", "CCHC_SMTP_URL names a user, but no password is set")


def _mailbox(settings: Settings) -> Iterator[Finding]:
    if settings.imap_url is None:
        words = "CCHC_IMAP_URL is not set: replies go to the coordinator's own box"
        yield known("mailbox", words)
        return
    try:
        parse_mailbox(settings.imap_url, settings.imap_password)
    except BadInput as fault:
        yield Finding("settings", str(fault))
    if not settings.imap_password:
        yield Finding("settings", "CCHC_IMAP_URL is set, but no password is")
    if len(settings.secret_key or "") < LEAST_KEY:
        words = "without CCHC_SECRET_KEY replies have no address of their own: letters name the "
        yield Finding("mailbox", f"{words}coordinator's box")


def check_expiry(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Yield a warning from two weeks before the day on which the mailbox's password expires."""
    last = settings.imap_password_expires
    if settings.imap_url is not None and last is not None and office_date(now) >= last - AHEAD:
        yield Finding("mailbox", f"the password of the mailbox expires on {last}: make a new one")


def _links(settings: Settings) -> Iterator[Finding]:
    if settings.secret_key is None:
        yield Finding("secret-key", "CCHC_SECRET_KEY is not set")
    elif len(settings.secret_key) < SHORTEST_KEY:
        length = len(settings.secret_key)
        yield Finding("secret-key", f"CCHC_SECRET_KEY has {length} characters, too few to be safe")
    if settings.base_url is None:
        yield known("base-url", "CCHC_BASE_URL is not set: letters ask for a reply by mail")


def _secret_file(path: Path) -> Iterator[Finding]:
    if path.is_file() and path.stat().st_mode & 0o077:
        yield Finding("settings", f"{path} can be read by other accounts: chmod 600 {path}")


def _nearest(folder: Path) -> Path:
    """Return the folder itself, or the nearest one above it that exists."""
    return next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
