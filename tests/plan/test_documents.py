"""From files to the documents the store keeps, and back to the same values."""

import json

import pytest

from cchc_scheduler.core.errors import BadInput
from cchc_scheduler.plan.documents import (
    calendar_from_document,
    office_from_document,
    plan_from_document,
    policy_from_document,
)


def test_values_come_back_from_their_documents_unchanged(home):
    files, _ = home.read()
    content = {
        document.kind: json.loads(json.dumps(document.content)) for document in files.documents
    }

    assert office_from_document(content["office"]) == files.office
    assert policy_from_document(content["policy"]) == files.policy
    assert plan_from_document(content["plan"]) == files.plans[0]
    assert calendar_from_document(content["calendar"]) == files.years[0]


def test_a_document_of_another_version_is_refused(home):
    files, _ = home.read()
    content = {**files.documents[1].content, "rung_of_tomorrow": 9}

    with pytest.raises(BadInput, match="a stored document is no PolicyFile of this version"):
        policy_from_document(content)
