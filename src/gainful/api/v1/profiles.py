"""Text to profile without storing anything."""

from __future__ import annotations

from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused
from gainful.domain.accounts.requests import ActorRequest
from gainful.engine.postings.document import ProfileDocument, profile_document
from gainful.exchange.job_postings import UnreadableFile, read_posting

router = Router(tags=["Profiles"])


class Posting(Schema):
    """A job posting as text."""

    text: str = Field(min_length=1, max_length=200_000)
    title: str = Field("", max_length=200)


@router.post("/profiles", response={200: ProfileDocument, **PROBLEMS}, by_alias=True)
def read_profile(request: ActorRequest, data: Posting) -> ProfileDocument:  # noqa: ARG001 - ninja passes it
    """Read a posting into its profile; nothing is kept."""
    from gainful.engine.postings.profile import required_profile

    try:
        document = read_posting(data.text.encode(errors="replace"), "posting.txt")
    except UnreadableFile as error:
        raise Refused(422, error.message, error.hint, "text") from error
    return profile_document(
        required_profile(
            document.text, title=data.title or document.title, structured=document.fields or None
        )
    )
