"""The chapters in the order of the plan: one import and one name for each."""

import budgets.chapter
import committee.chapter
import impact_assessment.chapter
import measures.chapter
import plan.chapter
import reports.chapter
import statistics_app.chapter
import training.chapter

CHAPTERS = (
    plan.chapter,
    committee.chapter,
    training.chapter,
    statistics_app.chapter,
    impact_assessment.chapter,
    budgets.chapter,
    measures.chapter,
    reports.chapter,
)
