"""The rules of 伍五 and 捌, and the numbers that each needs of the plan."""

RULES = {
    "GB-01": ("function", "rounds"),
    "GB-02": (),
    "GB-03": ("items",),
    "FN-01": (),
}
