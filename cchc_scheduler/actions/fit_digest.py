"""Make a digest as short as it must be to be read on a phone."""

from dataclasses import replace

from cchc_scheduler.actions.outbox import Draft, Outbox
from cchc_scheduler.documents.digest_cuts import LARGEST, shorter
from cchc_scheduler.documents.digests import Digest


def fitted(outbox: Outbox, draft: Draft, facts: Digest) -> Draft:
    """Return the digest's draft with its words: the longest version that weighs little enough."""
    for version in shorter(facts):
        fitting = replace(draft, facts=version)
        words = outbox.words(fitting)
        if len(words.html.encode()) <= LARGEST:
            break
    return replace(fitting, words=words)
