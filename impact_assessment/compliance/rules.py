"""The rules of 伍四, and the numbers that each needs of the plan."""

RULES = {
    "GIA-01": ("triggers", "exemptions"),
    "GIA-02": ("statistics", "consultations"),
    "GIA-03": (),
    "GIA-04": ("experts", "items"),
    "GIA-05": (),
    "GIA-06": (),
    "GIA-07": ("bases",),
    "GIA-08": ("steps",),
}
