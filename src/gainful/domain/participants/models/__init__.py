"""Participants: the person, their consent, their history, their needs, and the files they came from."""

from gainful.domain.participants.models.claims import RecordClaim
from gainful.domain.participants.models.consent import Consent, ConsentBasis, ReadLog, Scope
from gainful.domain.participants.models.duplicates import DuplicatePair, MergedRow, RecordMerge
from gainful.domain.participants.models.exchange import ExchangedRecord, HandedOver
from gainful.domain.participants.models.history import (
    TRAINING,
    Document,
    HeldCompetency,
    ParticipantCredential,
    ParticipantLevels,
    WorkHistory,
)
from gainful.domain.participants.models.imports import (
    BUSY,
    ImportBatch,
    ImportRow,
    ImportStatus,
    ImportTask,
    RowStatus,
)
from gainful.domain.participants.models.layoffs import Layoff, LayoffPlace
from gainful.domain.participants.models.measures import Housing, MeasureKind, SharedMeasure
from gainful.domain.participants.models.person import (
    Barrier,
    BarrierKind,
    Characteristic,
    Participant,
    Scenario,
    Shift,
)
from gainful.domain.participants.models.sharing import AccessRequest, EmergencyAccess

__all__ = [
    "BUSY",
    "TRAINING",
    "AccessRequest",
    "Barrier",
    "BarrierKind",
    "Characteristic",
    "Consent",
    "ConsentBasis",
    "Document",
    "DuplicatePair",
    "EmergencyAccess",
    "ExchangedRecord",
    "HandedOver",
    "HeldCompetency",
    "Housing",
    "ImportBatch",
    "ImportRow",
    "ImportStatus",
    "ImportTask",
    "Layoff",
    "LayoffPlace",
    "MeasureKind",
    "MergedRow",
    "Participant",
    "ParticipantCredential",
    "ParticipantLevels",
    "ReadLog",
    "RecordClaim",
    "RecordMerge",
    "RowStatus",
    "Scenario",
    "Scope",
    "SharedMeasure",
    "Shift",
    "WorkHistory",
]
