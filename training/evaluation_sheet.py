"""The sheet that is handed out: where to answer, as QR code and in letters, and the codes to cut out (T-12)."""

from django.template.loader import render_to_string
from django.utils.translation import override

from core.printing import print_pdf
from core.printing.document import STYLE, clean
from notices.links import address
from training.models import Evaluation

IN_A_ROW = 3


def sheet_of(evaluation: Evaluation, codes: list[str]) -> bytes:
    """The PDF; the file is not kept, for whoever finds it could answer."""
    path = print_pdf(sheet_html(evaluation, codes), styles=[STYLE], lock=f"evaluation-{evaluation.pk}")
    content = path.read_bytes()
    path.unlink()
    return content


def sheet_html(evaluation: Evaluation, codes: list[str]) -> str:
    """Official papers are in the plan's own language."""
    import segno  # slow import

    where = address(evaluation.token, "training:invited-evaluation")
    split = [f"{one[:4]}-{one[4:]}" for one in codes]
    split += [""] * (-len(split) % IN_A_ROW)
    page = {
        "evaluation": evaluation,
        "session": evaluation.session,
        "address": where,
        "picture": segno.make(where, error="m").svg_data_uri(scale=8, border=4),
        "rows": [split[start : start + IN_A_ROW] for start in range(0, len(split), IN_A_ROW)],
    }
    with override("zh-hant"):
        return clean(render_to_string("training/evaluation_sheet.html", page))
