"""A date poll read: each proposed time with who can come (C-8)."""

from committee.models import Can, Meeting


def poll_of(meeting: Meeting) -> dict | None:
    """The proposed times with who can come, best first."""
    slots = list(meeting.slots.prefetch_related("answers__invitation__membership"))
    if not slots:
        return None
    asked = list(meeting.invitations.select_related("membership__person", "membership__external"))
    rows = []
    for slot in slots:
        by_member = {one.invitation_id: one.can for one in slot.answers.all()}
        can = list(by_member.values())
        externals = [
            one
            for one in asked
            if one.membership.seat == "EXTERNAL" and by_member.get(one.id) in (Can.YES, Can.MAYBE)
        ]
        rows.append(
            {
                "slot": slot,
                "yes": can.count(Can.YES),
                "maybe": can.count(Can.MAYBE),
                "no": can.count(Can.NO),
                "silent": len(asked) - len(can),
                "externals": len(externals),
            }
        )
    return {"rows": rows, "silent": [one for one in asked if not one.slot_answers.exists()]}
