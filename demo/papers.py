"""The demonstration's analyses and what became of them, all invented (伍三(二)3).

105 and 106 are followed up to the end. Of 107 one was presented, one is complete but not presented, two are planned.
"""

from dataclasses import dataclass

from statistics_app.models import Adoption, Way

ADOPTED, PARTLY, NOT_ADOPTED = Adoption.ADOPTED, Adoption.PARTLY, Adoption.NOT_ADOPTED
PERSONNEL, ACCOUNTING, SECURITY = "人事室", "會計室", "資通安全組"
APPLICATIONS, SYSTEMS, NETWORK = "應用服務組", "系統發展組", "設施網路組"


@dataclass(frozen=True)
class Advice:
    """A recommendation, who studied it and what became of it; without a day it is still being studied."""

    text: str
    unit: str
    day: str = ""
    adoption: str = Adoption.PENDING
    used_in: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Paper:
    """An analysis by days: planned, completed, sent with replies by unit; ``item`` is its item in a meeting."""

    year: int
    title: str
    unit: str
    planned: str
    completed: str = ""
    summary: str = ""
    item: str = ""
    sent: str = ""
    replies: tuple[tuple[str, str, str], ...] = ()
    advice: tuple[Advice, ...] = ()
    authors: str = ""
    way: str = Way.IN_HOUSE

    @property
    def is_comprehensive(self) -> bool:
        return self.unit == ACCOUNTING


PAPERS = (
    Paper(
        105,
        "線上申辦服務的使用落差",
        APPLICATIONS,
        "105/2/1",
        "105/9/1",
        "以 104 年線上申辦紀錄分析，女性使用率略高，65 歲以上女性明顯偏低。",
        item="性別分析專題：線上申辦服務的使用落差",
        advice=(
            Advice(
                "於圖書館設數位服務據點，協助高齡女性申辦",
                APPLICATIONS,
                "105/11/25",
                ADOPTED,
                "106 年數位學習據點計畫",
            ),
            Advice(
                "申辦頁面提供大字版及語音說明",
                APPLICATIONS,
                "105/11/25",
                PARTLY,
                "線上申辦介面改版第一期",
                "語音說明須另編經費",
            ),
        ),
        authors="應用服務組",
    ),
    Paper(
        105,
        "資訊人力之性別結構",
        ACCOUNTING,
        "105/2/15",
        "105/10/14",
        "薦任以上女性占比三年來緩步上升，駐點人員之女性占比僅約兩成。",
        sent="105/10/20",
        replies=(
            (PERSONNEL, "105/11/10", "納入 106 年人力規劃參考。"),
            (SYSTEMS, "105/11/18", "委外契約將要求廠商提供人員性別統計。"),
        ),
        advice=(
            Advice(
                "委外契約納入人員性別統計之提供義務",
                SYSTEMS,
                "105/12/5",
                ADOPTED,
                "106 年資訊委外契約範本",
            ),
        ),
        authors="會計室",
    ),
    Paper(
        106,
        "資訊人員進用與陞遷",
        SYSTEMS,
        "106/1/20",
        "106/5/2",
        "近三年新進人員女性占比上升，主管職占比仍低。",
        item="性別分析專題：資訊人員進用與陞遷",
        advice=(
            Advice(
                "陞遷檢討時併同檢視各官等性別比率", PERSONNEL, "106/9/15", ADOPTED, "107 年度陞遷檢討作業"
            ),
            Advice(
                "訂定主管職女性比率目標",
                PERSONNEL,
                "106/9/15",
                NOT_ADOPTED,
                reason="陞遷以資格及績效為準，改以主管培育計畫因應",
            ),
        ),
        authors="系統發展組",
    ),
    Paper(
        106,
        "數位服務使用者之性別分析",
        ACCOUNTING,
        "106/2/10",
        "106/9/29",
        "資訊訓練之女性參訓占比逐年上升，夜間班次之女性占比較低。",
        sent="106/10/6",
        replies=((APPLICATIONS, "106/11/3", "107 年增開假日班次。"), (NETWORK, "", "")),
        advice=(Advice("資訊訓練增開假日班次", APPLICATIONS, "106/11/20", ADOPTED, "107 年資訊訓練計畫"),),
        authors="會計室",
    ),
    Paper(
        107,
        "市政 App 使用者調查",
        APPLICATIONS,
        "107/1/15",
        "107/5/18",
        "回收 1,204 份，女性占 52%，對夜間導引功能需求較高。",
        item="性別分析專題：市政 App 使用者調查",
        advice=(
            Advice("改版時優先開發夜間導引功能", APPLICATIONS, "107/7/20", ADOPTED, "市政 App 108 年改版案"),
            Advice("於捷運站辦理女性使用者焦點座談", APPLICATIONS),
        ),
        authors="海嶼大學（虛構）資訊社會學系",
        way=Way.COMMISSIONED,
    ),
    Paper(
        107,
        "資安人力的性別落差",
        SECURITY,
        "107/3/1",
        "107/10/30",
        "資安職務女性占比低於其他資訊職務，離職率則無明顯差異。",
        advice=(Advice("資安實習名額優先推介女性學生", SECURITY),),
        authors="資通安全組",
    ),
    Paper(107, "公共 Wi-Fi 使用時段之性別差異", NETWORK, "107/3/1"),
    Paper(107, "性別統計指標三年回顧", ACCOUNTING, "107/2/1", authors="會計室"),
)
