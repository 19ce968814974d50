"""The demonstration's gender budgets as data, all invented: what each unit compiled, spent and pays for (伍五).

The number of projects, and the two amounts in the paper of 108, agree with what the task force is told.
"""

from dataclasses import dataclass, field

APPLICATIONS, SYSTEMS, SECURITY, NETWORK = "應用服務組", "系統發展組", "資通安全組", "設施網路組"
PLANNING, PERSONNEL, ACCOUNTING = "綜合企劃組", "人事室", "會計室"
HEAD_OFFICE, SECRETARIAT = "局長室", "秘書室"


@dataclass(frozen=True)
class Planned:
    """A line; ``spent`` are outturn, what was carried over, why it differs, and what came of it."""

    unit: str
    title: str
    account: tuple[str, str, str]
    category: str
    amount: int
    counted: int
    goal: str
    description: str
    target: str
    share_reason: str = ""
    spent: dict = field(default_factory=dict)
    continues: str = ""
    pays_for: tuple[tuple[str, str], ...] = ()

    @property
    def values(self) -> dict:
        """What stands in the grid."""
        work_plan, branch_plan, usage = self.account
        names = ("title", "category", "amount", "counted", "goal", "description", "target", "share_reason")
        said = {name: getattr(self, name) for name in names}
        return said | {"work_plan": work_plan, "branch_plan": branch_plan, "usage": usage}


SERVICE = ("資訊服務業務", "應用系統服務", "業務費")
SYSTEM = ("資訊服務業務", "系統開發維運", "業務費")
SAFETY = ("資訊安全業務", "資安防護", "業務費")
ADVANCE = "提升不同性別使用數位服務之便利"

FIRST = (
    Planned(
        APPLICATIONS,
        "數位學習據點",
        SERVICE,
        "PLAN",
        3_000_000,
        1_800_000,
        ADVANCE,
        "於圖書館設據點，由專人協助線上申辦。",
        "65 歲以上女性服務 3,000 人次",
        "依 104 年服務紀錄，六成使用者為女性。",
        {"outturn": 1_720_500, "carried_over": 0, "achievement": "服務 65 歲以上女性 3,214 人次。"},
        pays_for=(("indicator", "DOIT-04"),),
    ),
    Planned(
        APPLICATIONS,
        "線上申辦介面改版第一期",
        SERVICE,
        "PLAN",
        1_500_000,
        450_000,
        ADVANCE,
        "提供大字版，稱謂欄改為選填。",
        "完成 30 項服務改版",
        "大字版及稱謂欄之工作占全案三成。",
        {"outturn": 450_000, "achievement": "完成 34 項服務改版。"},
        pays_for=(("analysis", "線上申辦服務的使用落差"),),
    ),
    Planned(
        SYSTEMS,
        "資訊系統性別友善檢核",
        SYSTEM,
        "TOOL",
        600_000,
        600_000,
        "系統設計納入性別觀點",
        "訂定檢核表並檢測既有系統。",
        "檢測 20 個系統",
        spent={
            "outturn": 420_000,
            "carried_over": 120_000,
            "difference_reason": "2 個系統因汰換未檢測，部分驗收延至次年度。",
            "achievement": "檢測 18 個系統。",
        },
    ),
    Planned(
        SECURITY,
        "線上表單性別欄位清查",
        SAFETY,
        "LAW",
        350_000,
        350_000,
        "個人資料蒐集之必要性",
        "清查線上表單，刪除不必要之性別欄位。",
        "清查 80 份表單",
        spent={"outturn": 338_000, "achievement": "清查 86 份表單。"},
    ),
)

SECOND = (
    Planned(
        APPLICATIONS,
        "數位學習據點",
        SERVICE,
        "PLAN",
        3_200_000,
        1_920_000,
        ADVANCE,
        "增設 2 處據點。",
        "65 歲以上女性服務 3,500 人次",
        "依 105 年服務紀錄，六成使用者為女性。",
        continues="數位學習據點",
        pays_for=(("indicator", "DOIT-04"),),
    ),
    Planned(
        APPLICATIONS,
        "市政 App 使用者調查",
        SERVICE,
        "TOOL",
        800_000,
        800_000,
        "以性別統計與分析支持服務改版",
        "委託調查不同性別之使用需求。",
        "回收 1,000 份",
        pays_for=(("analysis", "市政 App 使用者調查"),),
    ),
    Planned(
        SYSTEMS,
        "資訊系統性別友善檢核",
        SYSTEM,
        "TOOL",
        600_000,
        600_000,
        "系統設計納入性別觀點",
        "檢測其餘系統。",
        "檢測 22 個系統",
        continues="資訊系統性別友善檢核",
    ),
    Planned(
        SECURITY,
        "資安宣導素材更新",
        SAFETY,
        "GUIDELINE",
        250_000,
        250_000,
        "去除性別刻板印象",
        "汰換含性別刻板用語之素材。",
        "汰換 12 份",
    ),
    Planned(
        NETWORK,
        "公共 Wi-Fi 夜間環境改善",
        ("資訊基礎建設", "無線網路", "設備及投資"),
        "PLAN",
        4_000_000,
        1_000_000,
        "改善夜間公共空間之安全",
        "於照明不足之地點增設熱點。",
        "增設 40 處",
        "夜間環境改善之地點占四分之一。",
    ),
)

THIRD = (
    Planned(
        APPLICATIONS,
        "市政 App 友善介面",
        SERVICE,
        "PLAN",
        1_200_000,
        1_200_000,
        ADVANCE,
        "夜間導引功能，女性使用需求較高。",
        "夜間導引功能上線",
        pays_for=(("analysis", "市政 App 使用者調查"),),
    ),
    Planned(
        APPLICATIONS,
        "數位學習據點",
        SERVICE,
        "PLAN",
        3_500_000,
        2_100_000,
        ADVANCE,
        "65 歲以上女性優先。",
        "65 歲以上女性服務 4,000 人次",
        "依 106 年服務紀錄，六成使用者為女性。",
        continues="數位學習據點",
        pays_for=(("indicator", "DOIT-04"), ("indicator", "DOIT-05")),
    ),
    Planned(
        SYSTEMS,
        "資訊系統性別友善檢核",
        SYSTEM,
        "TOOL",
        500_000,
        500_000,
        "系統設計納入性別觀點",
        "檢核表併入新建系統之驗收。",
        "檢測 15 個系統",
        continues="資訊系統性別友善檢核",
    ),
    Planned(
        SECURITY,
        "網路性別暴力防治宣導",
        SAFETY,
        "GUIDELINE",
        300_000,
        300_000,
        "防治網路性別暴力",
        "製作宣導素材。",
        "",
    ),
    Planned(
        NETWORK,
        "公共 Wi-Fi 夜間環境改善",
        ("資訊基礎建設", "無線網路", "設備及投資"),
        "PLAN",
        2_400_000,
        600_000,
        "改善夜間公共空間之安全",
        "續於照明不足之地點增設熱點。",
        "增設 24 處",
        "夜間環境改善之地點占四分之一。",
        continues="公共 Wi-Fi 夜間環境改善",
    ),
)

LINES = {106: FIRST, 107: SECOND, 108: THIRD}
"""By 民國 budget year, each compiled in the year before."""
