"""The demonstration's impact assessments of 106 as data, and what a case is told with; all invented (伍四).

One was returned and approved after all, one heard by the task force, one not needed.
"""

from dataclasses import dataclass, field

from impact_assessment.models import Adoption

ADOPTED, PARTLY, NOT_ADOPTED = Adoption.ADOPTED, Adoption.PARTLY, Adoption.NOT_ADOPTED
APPLICATIONS, SYSTEMS, PLANNING, NETWORK = "應用服務組", "系統發展組", "綜合企劃組", "設施網路組"
AMENDMENT, NEW, WORKS, POLICY = "ORDINANCE_AMEND", "ORDINANCE_NEW", "PUBLIC_WORKS", "MAJOR_POLICY"


@dataclass(frozen=True)
class Asked:
    """An expert invited; without a day of submission the opinion is still owed. ``said`` is by question number."""

    name: str
    invited: str
    due: str
    accepted: str = ""
    declined: tuple[str, str] | None = None
    submitted: str = ""
    said: dict = field(default_factory=dict)
    timing: str = "於草案送法制程序前參與，時機合宜。"


@dataclass(frozen=True)
class Answered:
    """What the unit made of the opinion whose text begins so."""

    day: str
    opinion: str
    adoption: str
    where: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Story:
    """A case. ``steps`` are the days on which each was done; ``redone`` those after the return to ``returned``'s step."""

    title: str
    unit: str
    kind: str
    opened: str
    by: str = "manager"
    summary: str = ""
    authors: str = ""
    contractor: str = ""
    screened: str = ""
    exemption: tuple[str, str] | None = None
    source: str = ""
    statistics: tuple[tuple[str, str, str, str], ...] = ()
    consulted: tuple[tuple[str, str, str], ...] = ()
    filled: str = ""
    answers: dict = field(default_factory=dict)
    draft: str = ""
    steps: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    heard: str = ""
    heard_on: str = ""
    heard_said: tuple[str, ...] = ()
    answered: tuple[Answered, ...] = ()
    revised: tuple[str, dict] | None = None
    sent: str = ""
    returned: tuple[str, int, str] | None = None
    bettered: tuple[Answered, ...] = ()
    redone: tuple[str, ...] = ()
    approved: tuple[str, str] | None = None
    goals: tuple[tuple[str, str, str, str], ...] = ()
    closed: tuple[tuple[str, str, str], ...] = ()
    due: tuple[tuple[int, str], ...] = ()


LAMPS = "智慧路燈共桿中程計畫（示範）"
KIOSKS = "臺北市公共資訊設施設置自治條例修正案（示範）"

IN_106 = (
    Story(
        KIOSKS,
        APPLICATIONS,
        AMENDMENT,
        "106/2/14",
        summary="修正公共資訊站之設置標準、身分資料蒐集及使用者協助規定。",
        authors="林建宏、王小明",
        screened="106/2/20",
        statistics=(
            (
                "106/3/3",
                "",
                "公共資訊站使用者人次（性別、年齡）",
                "65 歲以上女性使用率低於同齡男性 9 個百分點。",
            ),
        ),
        consulted=(("106/3/6", "許明珠", "建議檢視第 5 條身分欄位蒐集性別之必要性。"),),
        filled="106/3/16",
        draft="106/3/17",
        answers={
            "3": ("", "教育、文化、媒體；環境、能源、科技。"),
            "4-1": ("", "現行資訊站操作高度、語音及協助措施未考量高齡女性及照顧者之需求。"),
            "4-2": ("", "65 歲以上女性使用率低於同齡男性 9 個百分點，主因為操作介面不熟悉及站點照明不足。"),
            "5": ("", "三年內使高齡女性使用率與同齡男性差距縮小至 3 個百分點。"),
            "5-1": ("", "第 5 條刪除性別為必填欄位；增訂第 8 條之 1 使用者協助及夜間照明。"),
            "6": ("", "草案小組 7 人，女性 3 人；另邀請使用者代表座談 2 場。"),
            "7-1": ("NO", "適用對象為一般民眾，不以特定性別為限。"),
            "7-2": ("YES", "統計顯示高齡者之使用率有性別落差。"),
            "8-2": ("", "與里辦公處合辦操作說明，並提供到站協助。"),
            "8-3": ("", "宣導素材以不同年齡及性別者為主角，並提供大字版與語音版。"),
            "8-4": ("", "設置照顧者可停放嬰兒車之空間。"),
            "8-5": ("", "符合消除對婦女一切形式歧視公約第 14 條及一般性建議第 27 號。"),
            "8-6": ("", "協助人員不限性別，避免照顧工作之刻板分工。"),
            "8-7": ("", "夜間時段及偏遠里優先設站。"),
            "8-9": ("", "每年公布使用率之性別及年齡統計。"),
        },
        steps=("106/3/8", "106/3/20", "106/4/12", "106/5/5"),
        asked=(
            Asked(
                "邵允中",
                "106/3/22",
                "106/4/14",
                accepted="106/3/24",
                submitted="106/4/7",
                said={
                    "10-7": "性別目標宜訂分年目標值，並敘明衡量標準。",
                    "10-12": "第 5 條刪除性別必填欄位，符合資料最小化原則，值得肯定。",
                },
            ),
            Asked(
                "溫立群", "106/3/22", "106/4/14", declined=("106/3/27", "同一期間另有公務，不克提供意見。")
            ),
            Asked(
                "鄭可薇",
                "106/3/28",
                "106/4/14",
                accepted="106/3/29",
                submitted="106/4/12",
                said={
                    "10-10": "站點照明應訂最低照度，並納入驗收項目。",
                    "10-12": "建議增列照顧者使用情形之調查。",
                },
            ),
        ),
        answered=(
            Answered("106/4/20", "性別目標宜訂", ADOPTED, "評估表 5、總說明第 4 頁"),
            Answered("106/4/20", "第 5 條刪除", ADOPTED, "第 5 條"),
            Answered("106/4/26", "站點照明", NOT_ADOPTED, reason="照度屬工程規範，不宜於自治條例訂定。"),
            Answered(
                "106/4/26", "建議增列照顧者", PARTLY, "評估表 8-9", "調查項目併入年度問卷，不另訂條文。"
            ),
        ),
        revised=("106/5/3", {"5": "106 年縮小至 7、107 年至 5、108 年至 3 個百分點，以年度使用紀錄衡量。"}),
        sent="106/5/8",
        returned=("106/5/19", 4, "「站點照明」未參採之理由未提出替代規劃，請補充後再送。"),
        bettered=(
            Answered(
                "106/5/26",
                "站點照明",
                PARTLY,
                "第 8 條之 1 說明欄",
                "照度值不入條文，改於設置作業要點訂最低照度，並列驗收項目。",
            ),
        ),
        redone=("106/5/31", "106/6/1"),
        approved=("106/6/9", "同意，列入管制。"),
        goals=(
            ("106/6/12", "縮小高齡女性使用率與同齡男性的差距", "年底差距 7 個百分點以下", "106/12/31"),
            ("106/6/12", "設置作業要點訂定站點最低照度", "要點修正發布", "107/12/31"),
        ),
        closed=(("106/12/29", "縮小高齡女性", "年底差距為 6.8 個百分點，已達成。"),),
    ),
    Story(
        LAMPS,
        SYSTEMS,
        WORKS,
        "106/7/3",
        by="admin",
        summary="109 年前完成 3,000 支共桿路燈，整合照明、感測及無線網路。",
        authors="簡惠如",
        contractor="東湖工程顧問（虛構）",
        screened="106/7/5",
        statistics=(
            ("106/7/18", "", "夜間步行安全感調查（性別）", "女性夜間步行感到不安全者 41%，男性 17%。"),
        ),
        consulted=(("106/7/20", "鄭可薇", "照明均勻度比平均照度更影響安全感，建議列為設計指標。"),),
        filled="106/8/28",
        draft="106/8/30",
        answers={
            "3": ("", "人身安全、司法；環境、能源、科技。"),
            "4-1": ("", "既有桿件密集、照度不均，人行道通行空間不足，推嬰兒車及輪椅者受阻。"),
            "4-2": ("", "女性夜間步行感到不安全者 41%，男性 17%，差距集中於公園周邊及地下道口。"),
            "4-3": ("", "增列照顧者及身心障礙者之通行調查。"),
            "5": ("", "優先改善女性認為不安全之 120 處路段，完工後不安全感降低 10 個百分點。"),
            "6": ("", "規劃小組 9 人，女性 3 人；現勘邀請婦女團體參與。"),
            "7-1": ("NO", "道路使用者不限性別。"),
            "7-2": ("YES", "夜間安全感有明顯性別落差。"),
            "7-3": ("YES", "桿位、照明及監視死角影響不同性別者之使用權益。"),
            "8-1": ("", "照明改善經費 60% 優先用於 120 處路段。"),
            "8-2": ("", "分三年辦理，第一年完成公園周邊。"),
            "8-3": ("", "施工公告提供多語及語音版。"),
            "8-4": ("", "共桿設緊急求助按鈕，高度兼顧輪椅使用者。"),
            "8-5": ("", "符合性別平等政策綱領「環境、能源與科技」篇。"),
            "8-6": ("", "維運人力招募不限性別。"),
            "8-7": ("", "免費無線網路涵蓋公園及公車站。"),
            "8-8": ("", "照明均勻度不低於 0.4，人行道淨寬 1.5 公尺以上，監視死角列表改善。"),
            "8-9": ("", "每半年公布安全感調查之性別統計。"),
        },
        steps=("106/7/24", "106/9/1", "106/10/18", "106/11/17"),
        heard="性別影響評估：智慧路燈共桿中程計畫",
        heard_on="106/10/18",
        heard_said=(
            "求助按鈕請以女性及高齡者實測後定位。",
            "建議以無線網路位置資料分析夜間人流，作為桿位選擇依據。",
        ),
        answered=(
            Answered("106/11/8", "求助按鈕", ADOPTED, "計畫書第 3 章第 2 節"),
            Answered(
                "106/11/8", "建議以無線網路", NOT_ADOPTED, reason="涉及個人位置資料，改採現地人流計數。"
            ),
        ),
        revised=("106/11/15", {"8-4": "求助按鈕經女性及高齡者實測後，設於離地 90 公分處。"}),
        sent="106/11/20",
        approved=("106/12/4", "同意，列入管制；每半年填報一次。"),
        goals=(("106/12/6", "改善公園周邊夜間路段", "40 處完工", "107/12/15"),),
    ),
    Story(
        "資訊設備汰換計畫修正案（示範）",
        PLANNING,
        POLICY,
        "106/9/4",
        by="secretariat",
        screened="106/9/6",
        exemption=("PRICE_ONLY", "僅依 106 年共同供應契約價格調整經費，項目及數量不變。"),
    ),
)

NIL = {"105/12/28": 105, "106/12/27": 106}
"""When all units without a case of the year stated that there was nothing to assess."""
