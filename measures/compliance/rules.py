"""The rules of 陸 that are judged here, and the numbers that each needs of the plan (陸二(六) is the committee's)."""

RULES = {
    "MS-01": ("categories", "kinds"),
    "MS-02": ("items",),
    "MS-C3": (),
    "MS-C4": (),
    "MS-E3": (),
}
