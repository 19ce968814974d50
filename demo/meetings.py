"""What the demonstration's task force dealt with, meeting by meeting, as data (伍一(二), (三)).

105 agrees with the lines at the plan's own head: amended on 9/21, passed on 12/23. Everything else is invented.
"""

from committee.models import How, Outcome, Section
from demo.motions import Held, Motion

REPORT, DISCUSSION, EXTEMPORE = Section.REPORT, Section.DISCUSSION, Section.EXTEMPORE
PASSED, AMENDED, NOTED = Outcome.PASSED, Outcome.PASSED_AS_AMENDED, Outcome.NOTED
DEFERRED, REJECTED, CONTINUED = Outcome.DEFERRED, Outcome.REJECTED, Outcome.CONTINUED

PLANNING, PERSONNEL, ACCOUNTING = "綜合企劃組", "人事室", "會計室"
APPLICATIONS, SYSTEMS, SECURITY = "應用服務組", "系統發展組", "資通安全組"


FIRST_105 = Held(
    "105/3/9",
    "105/3/23",
    (
        Motion(
            "104 年度推動性別主流化辦理情形",
            PLANNING,
            ("TK-01",),
            NOTED,
            "並請各組室於年底前完成新一期計畫之工作規劃。",
            explanation="104 年度各項工具均依計畫辦理，成果報告已函送性別平等辦公室。",
        ),
        Motion(
            "105 年度性別意識培力課程規劃",
            PERSONNEL,
            ("TK-02",),
            NOTED,
            "請人事室將資訊人員常見情境納入案例。",
            discussion="林委員若蘭：建議以演算法偏誤、客服系統用語為例，課程較能與業務結合。",
        ),
        Motion(
            "增修本局性別統計指標",
            ACCOUNTING,
            ("TK-03",),
            PASSED,
            "新增 3 項指標。",
            DISCUSSION,
            "現行指標 5 項，未涵蓋資訊訓練、數位服務使用者及駐點人員。",
            "新增資訊訓練學員、線上服務使用者性別比率、駐點人員。",
            orders=((ACCOUNTING, "完成新增 3 項性別統計指標之編製", "105/8/31"),),
        ),
    ),
    {"莊宗翰": ("丁彥博", "科長"), "張景恆": How.EXCUSED, "何淑慧": How.EXCUSED},
    words="感謝各位委員出席，今年起將性別觀點放進每一項資訊服務的設計。",
    observers="性別平等辦公室 余思婷",
)

SECOND_105 = Held(
    "105/9/5",
    "105/9/21",
    (
        Motion(
            "修改本局推動性別主流化實施計畫",
            PLANNING,
            ("TK-01",),
            AMENDED,
            "培力時數依年度分列。",
            DISCUSSION,
            "依總計畫（105-108 年）修改本局計畫架構。",
            "通過後據以辦理第 3 次會議全文審議。",
            discussion="許委員明珠：107 年起之 CEDAW 課程宜載明每年時數，以利查核。",
        ),
        Motion(
            "性別分析專題：線上申辦服務的使用落差",
            APPLICATIONS,
            ("TK-04",),
            PASSED,
            "請補充年齡別交叉分析。",
            DISCUSSION,
            "以 104 年線上申辦紀錄分析，女性使用率略高，65 歲以上女性明顯偏低。",
            orders=((APPLICATIONS, "補充線上申辦專題之年齡別交叉分析", "105/11/30"),),
        ),
        Motion(
            "106 年度性別預算編列情形",
            ACCOUNTING,
            ("TK-06",),
            PASSED,
            "",
            DISCUSSION,
            "計 4 項計畫列為性別預算，均附性別影響評估或受益對象說明。",
        ),
    ),
    {"高志霖": ("盧柏翰", "科長"), "吳文玲": How.EXCUSED, "江承翰": How.ABSENT},
    observers="性別平等辦公室 余思婷\n主計處 方書宏",
)

THIRD_105 = Held(
    "105/12/9",
    "105/12/23",
    (
        Motion(
            "審議本局推動性別主流化實施計畫（105-108 年）",
            PLANNING,
            ("TK-01",),
            PASSED,
            "函送性別平等辦公室。",
            DISCUSSION,
            "依第 2 次會議決議修正全文，如附件。",
        ),
        Motion(
            "106 年度各組室性別平等具體措施",
            PLANNING,
            ("TK-07",),
            PASSED,
            "各組室依所提措施辦理。",
            DISCUSSION,
            "各組室計提 11 項措施。",
            discussion="溫委員立群：措施應有可量測的目標值，否則年底無從檢討。",
            votes=(12, 1, 2),
            orders=(
                (SYSTEMS, "訂定資訊系統性別友善檢核表", "106/4/30"),
                (SECURITY, "清查線上表單的性別欄位", "106/5/31"),
            ),
        ),
        Motion("106 年度性別意識培力課程建議", PERSONNEL, ("TK-02",), NOTED, "納入 106 年課程。"),
    ),
    {"林若蘭": How.ONLINE, "林建宏": ("鍾雅琪", "科長"), "羅思潔": How.EXCUSED},
)

FIRST_106 = Held(
    "106/2/8",
    "106/2/22",
    (
        Motion("105 年度推動性別主流化成果", PLANNING, ("TK-01",), PASSED, "照案通過。"),
        Motion(
            "106 年度性別意識培力課程規劃",
            PERSONNEL,
            ("TK-02",),
            NOTED,
            "進階課程請及早開放報名。",
        ),
    ),
    {"張景恆": How.ONLINE, "簡惠如": ("紀安庭", "科員"), "莊宗翰": How.EXCUSED},
    continued=("訂定資訊系統性別友善檢核表", "清查線上表單的性別欄位"),
)

TALK_106 = Held(
    "106/5/8",
    "106/5/24",
    (
        Motion(
            "性別分析專題：資訊人員進用與陞遷",
            SYSTEMS,
            ("TK-04",),
            DEFERRED,
            "府外委員不足，留待下次會議討論。",
            DISCUSSION,
            "近三年新進人員女性占比上升，主管職占比仍低。",
            discussion="與會人員先行交換意見，不作成決議。",
        ),
    ),
    {"林若蘭": How.EXCUSED, "張景恆": How.EXCUSED, "許明珠": How.ABSENT},
    continued=("訂定資訊系統性別友善檢核表", "清查線上表單的性別欄位"),
    informal="當日僅 1 位府外委員出席，未達 2 位，改列談話會。",
)

SECOND_106 = Held(
    "106/6/7",
    "106/6/21",
    (
        Motion(
            "性別分析專題：資訊人員進用與陞遷",
            SYSTEMS,
            ("TK-04",),
            PASSED,
            "請人事室納入陞遷檢討。",
            DISCUSSION,
            "依前次談話會意見補充訪談資料。",
        ),
        Motion(
            "性別統計指標 106 年檢討",
            ACCOUNTING,
            ("TK-03",),
            AMENDED,
            "專案主持人納入委外專案，自 107 年起另起新數列。",
            DISCUSSION,
            orders=((ACCOUNTING, "訂定專案主持人新數列之定義並上網", "106/9/30"),),
        ),
        Motion(
            "建請於客服系統刪除稱謂必填欄位",
            APPLICATIONS,
            ("TK-07",),
            PASSED,
            "",
            EXTEMPORE,
        ),
    ),
    {"沈維安": How.EXCUSED, "溫立群": How.EXCUSED, "高志霖": ("盧柏翰", "科長")},
    chair="羅思潔",
    continued=("清查線上表單的性別欄位",),
)

THIRD_106 = Held(
    "106/10/3",
    "106/10/18",
    (
        Motion(
            "107 年度性別預算編列情形",
            ACCOUNTING,
            ("TK-06",),
            PASSED,
            "",
            DISCUSSION,
            "計 5 項計畫列為性別預算。",
        ),
        Motion(
            "107 年度各組室性別平等具體措施",
            PLANNING,
            ("TK-07",),
            AMENDED,
            "各措施增列目標值。",
            DISCUSSION,
            orders=(
                (APPLICATIONS, "市政 App 性別友善介面檢測", ""),
                (SECURITY, "資安宣導素材去除性別刻板用語", "107/9/30"),
            ),
        ),
        Motion(
            "性別影響評估：智慧路燈共桿中程計畫",
            SYSTEMS,
            ("TK-05",),
            PASSED,
            "請依委員意見修正計畫及評估表後送審。",
            DISCUSSION,
            "計畫及性別影響評估表如附件，請進行程序參與。",
            discussion="林委員若蘭：求助按鈕請以女性及高齡者實測後定位。",
        ),
        Motion(
            "停辦性別議題聯絡人聯繫會報",
            PERSONNEL,
            ("TK-02",),
            REJECTED,
            "聯繫會報照舊辦理。",
            DISCUSSION,
            "擬與訓練課程合併，減少會議次數。",
            discussion="柯委員以安：聯繫會報有橫向交流功能，與課程目的不同。",
            votes=(2, 11, 2),
        ),
    ),
    {"何淑慧": How.EXCUSED, "蘇婉真": How.ABSENT, "許明珠": How.ONLINE},
    observers="性別平等辦公室 余思婷",
)

FIRST_107 = Held(
    "107/1/24",
    "107/2/7",
    (
        Motion("106 年度推動性別主流化成果", PLANNING, ("TK-01",), PASSED, "照案通過。"),
        Motion(
            "107 年起 CEDAW 教育訓練規劃",
            PERSONNEL,
            ("TK-02",),
            NOTED,
            "請於第 3 季前完成半數人員訓練。",
            discussion="林委員若蘭：直接與間接歧視的辨識，宜以本局系統為案例。",
        ),
        Motion(
            "性別統計專區網頁改版",
            ACCOUNTING,
            ("TK-03",),
            PASSED,
            "",
            DISCUSSION,
            orders=((ACCOUNTING, "性別統計專區提供開放格式下載", "107/6/30"),),
        ),
    ),
    {"張景恆": How.EXCUSED, "吳文玲": ("汪思妤", "科員"), "曾郁珊": How.EXCUSED},
    continued=("市政 App 性別友善介面檢測", "資安宣導素材去除性別刻板用語"),
)

SECOND_107 = Held(
    "107/5/30",
    "107/6/13",
    (
        Motion(
            "性別分析專題：市政 App 使用者調查",
            APPLICATIONS,
            ("TK-04",),
            PASSED,
            "納入改版需求。",
            DISCUSSION,
            "回收 1,204 份，女性占 52%，對夜間導引功能需求較高。",
        ),
        Motion("107 年上半年具體措施執行進度", PLANNING, ("TK-07",), NOTED, "落後者請加強辦理。"),
        Motion(
            "資通安全課程增列網路性別暴力單元",
            SECURITY,
            ("TK-02",),
            DEFERRED,
            "請補充課程大綱後再提。",
            DISCUSSION,
            orders=((SECURITY, "補充網路性別暴力單元課程大綱", ""),),
        ),
    ),
    {"柯以安": How.ONLINE, "林建宏": ("鍾雅琪", "科長"), "簡惠如": How.EXCUSED},
    observers="性別平等辦公室 余思婷",
    words="請各組室把握下半年時程，第 3 次會議前完成列管事項。",
    continued=("市政 App 性別友善介面檢測", "資安宣導素材去除性別刻板用語"),
)

HELD = (
    FIRST_105,
    SECOND_105,
    THIRD_105,
    FIRST_106,
    TALK_106,
    SECOND_106,
    THIRD_106,
    FIRST_107,
    SECOND_107,
)

TO_COME = (
    Motion(
        "107 年度推動性別主流化辦理情形",
        PLANNING,
        ("TK-01",),
        explanation="截至 11 月，培力完成率與列管事項進度如會議資料。",
    ),
    Motion(
        "108 年度性別預算編列情形",
        ACCOUNTING,
        ("TK-06",),
        section=DISCUSSION,
        explanation="計 5 項計畫列為性別預算，請審查。",
        proposal="通過後彙送主計處。",
    ),
    Motion(
        "108 年度府外委員續聘建議名單",
        PLANNING,
        ("TK-10",),
        section=DISCUSSION,
        explanation="現任府外委員 4 位任期將屆，擬請討論續聘。",
        is_restricted=True,
    ),
)
"""On the agenda of the meeting that is announced on the demonstration day."""

PROGRESS = (
    ("106/4/20", "訂定資訊系統性別友善檢核表", "檢核表初稿 24 項已完成，徵詢各組室意見中。"),
    ("106/6/12", "訂定資訊系統性別友善檢核表", "檢核表已核定，併入系統驗收文件。"),
    ("106/9/25", "清查線上表單的性別欄位", "清查 86 份表單，71 份已改為選填或增列其他。"),
    ("107/5/21", "市政 App 性別友善介面檢測", "完成檢測招標，預計 9 月開始。"),
    ("107/10/8", "市政 App 性別友善介面檢測", "檢測完成 6 成，月底提出報告。"),
    ("107/8/30", "資安宣導素材去除性別刻板用語", "已汰換 12 份中的 5 份，其餘待重新印製。"),
)
"""Lines of progress: day, follow-up, text."""
