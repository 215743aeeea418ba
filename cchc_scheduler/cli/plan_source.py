"""What `plan diff` and `plan apply` are about: the home's files, an annex, or a draft."""

from dataclasses import dataclass
from pathlib import Path

import click

from cchc_scheduler.actions.apply_draft import draft_document, read_draft, refuse_open
from cchc_scheduler.actions.plan_draft_room import document_with, find_draft, place_of
from cchc_scheduler.cli.shared import home_of
from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.core.plan_reviews import mended
from cchc_scheduler.documents.annex_words import fault_words
from cchc_scheduler.plan.annex_asking import Choice, annex_in, asked_of, known_for
from cchc_scheduler.plan.documents import Document
from cchc_scheduler.plan.mending_file import read_mendings
from cchc_scheduler.service import Service, office_files


@dataclass(frozen=True, slots=True)
class PlanSource:
    """What was said on the command line."""

    file: Path | None = None
    draft: int | None = None
    mend: Path | None = None
    plan_id: str | None = None
    table: int | None = None

    @property
    def is_annex(self) -> bool:
        """Whether an annex is meant and not the home's files."""
        return self.file is not None or self.draft is not None


def wanted_documents(
    ctx: click.Context, service: Service, source: PlanSource
) -> tuple[Document, ...]:
    """Return the documents that are meant; BadInput while an annex has anything open."""
    if source.file is not None and source.draft is not None:
        raise BadInput("Give a FILE or --draft, not both.")
    if source.file is None and (source.mend or source.plan_id or source.table):
        raise BadInput("--mend, --plan and --table belong to an annex FILE.")
    if source.draft is not None:
        with service.db.read() as connection:
            row = find_draft(connection, source.draft)
            return (draft_document(connection, service.records, row),)
    if source.file is None:
        return office_files(home_of(ctx)).documents
    return (_of_annex(service, source.file, source),)


def draft_version(service: Service, source: PlanSource) -> int:
    """Return the version of the draft that is shown now; 0 without a draft."""
    if source.draft is None:
        return 0
    return read_draft(service.db, service.records, source.draft).brief.version


def _of_annex(service: Service, file: Path, source: PlanSource) -> Document:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} can't be read: {error.strerror}.") from error
    mendings = read_mendings(source.mend) if source.mend else ()
    with service.db.read() as connection:
        in_force = service.records.read(connection)
        place = place_of(in_force, source.plan_id)
        annex = annex_in(content, asked_of(place, Choice(source.table)))
        if annex.faults:
            listed = "\n".join(fault_words(fault) for fault in annex.faults)
            raise BadInput(f"{file} can't be used:\n{listed}")
        review = mended(annex, mendings, known_for(place, annex))
        refuse_open(review)
        return document_with(connection, in_force, place.plan.id, review)
