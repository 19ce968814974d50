"""Tables of 伍三."""

from statistics_app.models.analysis import Adoption, Analysis, AnalysisUnit, Recommendation, Sending, Way
from statistics_app.models.indicator import PARTS, Category, Frequency, Indicator, Timing, Totals
from statistics_app.models.review import IndicatorReview, Result, ReviewLine, YearlyForm
from statistics_app.models.table import Footnote, State, YearTable

__all__ = [
    "PARTS",
    "Adoption",
    "Analysis",
    "AnalysisUnit",
    "Category",
    "Footnote",
    "Frequency",
    "Indicator",
    "IndicatorReview",
    "Recommendation",
    "Result",
    "ReviewLine",
    "Sending",
    "State",
    "Timing",
    "Totals",
    "Way",
    "YearTable",
    "YearlyForm",
]
