"""The agenda as it goes to the members, with the papers of each item (C-9, C-16)."""

from django.utils.translation import gettext as _

from committee.documents.parts import (
    agenda_of,
    in_chinese,
    name_of,
    numbered,
    numbered_title,
    progress_of,
    title_of,
    when,
    words_of,
)
from committee.models import AgendaItem, Meeting, Section
from core.printing import Document, Facts, Heading, Para
from core.roc import format_roc


@in_chinese
def agenda_document(meeting: Meeting, *, with_restricted: bool = True) -> Document:
    """The agenda as it goes to the members, with the papers of each item."""
    blocks = [Facts(((_("時間"), when(meeting)), (_("地點"), meeting.place)))]
    everything = agenda_of(meeting, with_restricted=with_restricted)
    for section in Section:
        items = [one for one in everything if one.section == section]
        if not items:
            continue
        blocks.append(Heading(1, str(section.label)))
        for place, item in enumerate(items, start=1):
            blocks.append(Heading(2, numbered_title(place, title_of(item))))
            if item.is_hidden:
                continue
            if item.unit:
                blocks.append(Para(item.unit.name, bold_lead=_("提案單位：")))
            if item.follow_up_id:
                blocks.append(
                    Para("\n".join(progress_of(item)) or _("尚未填報。"), bold_lead=_("辦理情形："))
                )
            blocks += [
                one for one in words_of(item) if not (isinstance(one, Para) and one.bold_lead == _("討論："))
            ]
            blocks += _papers(item)
    title = _("%(name)s議程") % {"name": name_of(meeting)}
    return Document(title, blocks=tuple(numbered(blocks)), header=title)


def _papers(item: AgendaItem) -> list:
    papers = [one for one in item.papers.all() if not one.is_withdrawn]
    if not papers:
        return []
    lines = [
        _("%(title)s（%(day)s 補充）") % {"title": one.title, "day": format_roc(one.added_on)}
        if one.is_supplement
        else one.title
        for one in papers
    ]
    return [Para("\n".join(lines), bold_lead=_("附件："))]
