"""The demonstration's indicators with their numbers of 104 to 107, all invented (伍三(二)1, 2).

Numbers are typed as in the grid, period by period, category by category, men before women. Some cells are small enough
to be masked, one year was never published, and one series ended when its definition changed.
"""

from dataclasses import dataclass, field

from statistics_app.models import Frequency, Timing, Totals

STAFF, SKILLS, SERVICES = "人力資源", "資訊訓練", "數位服務"
PERSONNEL, PLANNING, APPLICATIONS, SYSTEMS = "人事室", "綜合企劃組", "應用服務組", "系統發展組"


@dataclass(frozen=True)
class Series:
    """An indicator and what was typed for each 民國 year; ``more`` are other fields of its row."""

    code: str
    group: str
    title: str
    definition: str
    source: str
    owner: str
    numbers: dict[int, str]
    since: str = "104/1/1"
    categories: tuple[str, ...] = ()
    unit: str = "人"
    more: dict = field(default_factory=dict)


FIRST = (
    Series(
        "DOIT-01",
        STAFF,
        "員工人數",
        "年底在職之公務人員及約聘僱人員數。",
        "人事資料庫（示範）",
        PERSONNEL,
        {
            104: "14 4 62 20 18 7 9 5",
            105: "14 5 63 20 17 7 9 5",
            106: "13 6 64 21 16 7 9 6",
        },
        categories=("簡任", "薦任", "委任", "約聘僱"),
        more={"dimension": "官等"},
    ),
    Series(
        "DOIT-02",
        STAFF,
        "主管人數",
        "年底任主管職務之人數。",
        "人事資料庫（示範）",
        PERSONNEL,
        {104: "21 8", 105: "21 9", 106: "20 10"},
    ),
    Series(
        "DOIT-03",
        STAFF,
        "新進人員",
        "當年到職之公務人員數。",
        "人事資料庫（示範）",
        PERSONNEL,
        {104: "6 3", 105: "7 5", 106: "5 6"},
        more={"timing": Timing.DURING},
    ),
    Series(
        "DOIT-07",
        STAFF,
        "育嬰留職停薪人數",
        "當年曾申請育嬰留職停薪之人數。",
        "人事資料庫（示範）",
        PERSONNEL,
        {104: "1 5", 105: "1 6", 106: "2 7"},
        more={"timing": Timing.DURING},
    ),
    Series(
        "DOIT-08",
        STAFF,
        "專案主持人",
        "年底擔任自行開發專案主持人之人數。",
        "專案管理系統（示範）",
        PLANNING,
        {104: "17 5", 105: "18 5", 106: "16 7"},
    ),
)
"""Compiled since 104."""

ADDED = (
    Series(
        "DOIT-04",
        SKILLS,
        "資訊訓練學員",
        "參加本局辦理之資訊訓練人次。",
        "訓練管理系統（示範）",
        APPLICATIONS,
        {105: "210 165 240 198", 106: "224 190 251 226", 107: "238 221"},
        since="105/1/1",
        unit="人次",
        more={"frequency": Frequency.HALF, "timing": Timing.DURING},
    ),
    Series(
        "DOIT-05",
        SERVICES,
        "線上服務使用者性別比率",
        "當年使用線上申辦服務之市民，男女各占之百分比。",
        "線上申辦紀錄抽樣（示範）",
        APPLICATIONS,
        {105: "47.6 52.4", 106: "… …"},
        since="105/1/1",
        unit="％",
        more={
            "formula": "各性別使用人數 ÷ 使用人數 × 100",
            "timing": Timing.DURING,
            "totals": Totals.NONE,
            "decimals": 1,
            "counts_people": False,
        },
    ),
    Series(
        "DOIT-06",
        STAFF,
        "駐點人員",
        "年底派駐本局之委外廠商人員數。",
        "委外契約人員名冊（示範）",
        SYSTEMS,
        {105: "46 12", 106: "44 15"},
        since="105/1/1",
    ),
)
"""What the first meeting of 105 added."""

SUCCESSOR = Series(
    "DOIT-09",
    STAFF,
    "專案主持人（含委外）",
    "年底擔任自行開發或委外專案主持人之人數。",
    "專案管理系統（示範）",
    PLANNING,
    {},
    since="107/1/1",
    more={"change_reason": "納入委外專案，定義改變，另起新數列。"},
)
"""Takes the place of DOIT-08 from 107 on."""

NOTE = ("DOIT-05", 106, "106 年抽樣調查延至 107 年辦理，尚未發布。")
