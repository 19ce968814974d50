"""Forms, cases, experts, reviews (伍四)."""

from impact_assessment.models.case import Case, CaseFile, FileKind, NilReturn, Step
from impact_assessment.models.expert import (
    Adoption,
    Basis,
    Engagement,
    EngagementState,
    Expert,
    Opinion,
    Reply,
)
from impact_assessment.models.form import AnswerKind, FormVersion, Part, Question
from impact_assessment.models.review import Decision, Goal, Review
from impact_assessment.models.working import (
    Answer,
    CaseStatistic,
    Choice,
    Consultation,
    Edition,
    Unsaved,
)

__all__ = [
    "Adoption",
    "Answer",
    "AnswerKind",
    "Basis",
    "Case",
    "CaseFile",
    "CaseStatistic",
    "Choice",
    "Consultation",
    "Decision",
    "Edition",
    "Engagement",
    "EngagementState",
    "Expert",
    "FileKind",
    "FormVersion",
    "Goal",
    "NilReturn",
    "Opinion",
    "Part",
    "Question",
    "Reply",
    "Review",
    "Step",
    "Unsaved",
]
