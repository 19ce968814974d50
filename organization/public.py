"""The pages a stranger may open: all of them, and nothing else (RQ-B1). Every other door asks to sign in."""

PUBLIC = (
    "organization:sign-in",
    "organization:reset",
    "organization:reset-sent",
    "organization:reset-confirm",
    "organization:reset-done",
    "set_language",
    "admin:login",  # leads to sign-in
    "committee:invited",  # a member from outside, by a personal link
    "committee:invited-paper",
    "committee:invited-confirms",
    "committee:invited-pack",
    "committee:invited-minutes",
    "training:invited-evaluation",  # whoever has a code of the session's sheet
    "training:invited-evaluation-thanks",
    "assessment:expert",  # an invited expert, by a personal link
    "assessment:expert-thanks",
    "assessment:expert-file",
    "assessment:expert-unsaved",
    "assessment:expert-unsaved-discard",
    "public_zone:agencies",  # what was published, for everybody
    "public_zone:home",
    "public_zone:sitemap",
    "public_zone:listing",
    "public_zone:piece",
    "public_zone:file",
    "public_zone:catalogue",
    "public_zone:datasets",
)

WITH_OLD_PASSWORD = ("organization:password", "organization:sign-out", "set_language")
"""What somebody may open whose password must be changed first (RQ-A7)."""
