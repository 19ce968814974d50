"""One act on a case at a time: who comes second sees what the first has done."""

from impact_assessment.models import Case


def locked(case: Case) -> Case:
    """The case as it stands now with all its rows, held until the transaction ends."""
    Case.objects.select_for_update().get(pk=case.pk)
    return Case.objects.whole().get(pk=case.pk)
