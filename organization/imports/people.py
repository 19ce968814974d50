"""The list of staff: known by their number; new ones are added, names and addresses brought up to date."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _n
from import_export import resources

from organization.imports import cells
from organization.imports.columns import Column
from organization.imports.keyed import CHANGED, FRESH, UNCHANGED, KeyedChecker, wrong_fields
from organization.models import Person, Sex


def staff_number_column(attribute: str) -> Column:
    return Column(
        attribute,
        _("員工編號"),
        read=cells.code(20),
        required=True,
        note=_("本機關的員工編號，開頭的 0 要保留（儲存格請設為文字）"),
        example="00456",
        also=(_n("員編"), _n("職員編號"), _n("人員代號")),
    )


class PeopleResource(resources.ModelResource):
    """People as a table, out and in."""

    staff_number = staff_number_column("staff_number")
    name = Column(
        "name",
        _("姓名"),
        read=cells.line(60),
        required=True,
        note=_("與系統不同時視為更名"),
        example=_("王小明"),
    )
    sex = Column(
        "get_sex_display",
        _("性別"),
        read=cells.choice(Sex.choices),
        note=_("男、女、其他或未填；空白時不變更"),
        example=_("女"),
    )
    email = Column(
        "email",
        _("電子郵件"),
        read=cells.line(254),
        note=_("公務信箱；空白時不變更"),
        example="name@example.gov.tw",
        also=(_n("電子郵件信箱"), "E-mail", "Email"),
    )

    class Meta:
        model = Person
        fields = ("staff_number", "name", "sex", "email")


class PeopleChecker(KeyedChecker):
    """One query for everybody of the agency."""

    def __init__(self, actor, columns: list[Column]):
        super().__init__(columns)
        people = Person.objects.filter(agency=actor.agency)
        self.known = {
            number: before
            for number, *before in people.values_list("staff_number", "id", "name", "sex", "email")
        }

    def judge(self, number: int, staff_number: str, name: str, sex: str, email: str):
        if twice := self.twice(number, (staff_number,)):
            return twice
        pk, *before = self.known.get(staff_number, (None, "", Sex.UNSTATED, ""))
        after = [name, sex or before[1], email or before[2]]
        if pk and after == before:
            self.outcomes[number] = UNCHANGED
            return None
        values = dict(zip(("name", "sex", "email"), after, strict=True))
        person = Person(staff_number=staff_number, **values)
        if faults := wrong_fields(person, exclude=("agency", "account")):
            return faults
        self.outcomes[number] = CHANGED if pk else FRESH
        return number, {"id": pk, "staff_number": staff_number, **values}
