"""The rules of 伍三, and the numbers that each needs of the plan."""

RULES = {
    "ST-01": ("reviews",),
    "ST-02": (),
    "ST-03": ("uses",),
    "ST-04": ("months",),
    "ST-05": ("reports",),
    "ST-06": ("submissions",),
    "ST-07": ("papers", "kinds"),
    "ST-08": ("items",),
}
