"""Invented content for the charts and the cockpit."""

from zhijia.ui.charts import BarChart, BarItem, DotItem, DotPlot, Tile, TileMap, TrendChart, TrendPoint

BARS = BarChart(
    "按期率，各片区",
    (
        BarItem("白鹭区", 97.0, 95, url="#", light="ok"),
        BarItem("花溪县", 93.1, 95, url="#", light="near"),
        BarItem("南塘新城", 88.4, 95, url="#", light="behind"),
        BarItem("临江工业园区", 71.0, 95, url="#", light="late"),
        BarItem("东港区", None, 95, url="#"),
    ),
    unit="%",
    note="点开看该片区的清单",
)
PLAIN_BARS = BarChart(
    "登记件数，按来源",
    (BarItem("窗口", 1204), BarItem("网上", 861), BarItem("电话", 412), BarItem("来信", 9)),
    unit=" 件",
)
TREND = TrendChart(
    "覆盖率",
    tuple(
        TrendPoint(f"{month}月", value)
        for month, value in enumerate((84.2, 84.9, 86.0, 86.3, None, 89.1, 90.4, 91.0, 91.8, 92.4, 93.1), start=1)
    ),
    unit="%",
    target=95,
    note="5月未报",
)
DOTS = DotPlot(
    "每月走访户数",
    (
        DotItem("白鹭区", 42, 31, url="#"),
        DotItem("花溪县", 38, 40, url="#"),
        DotItem("南塘新城", 25, 12, url="#", light="near"),
        DotItem("东港区", None, 18, url="#"),
        DotItem("工业园区", 11, 19, url="#", light="late"),
    ),
    unit=" 户",
    reference=30,
    reference_label="目标 30",
)
TILES = TileMap(
    "覆盖率，各片区",
    tuple(
        Tile(label, value, column, row, url="#")
        for label, value, column, row in (
            ("北港市", 95.2, 0, 0),
            ("虞溪市", 94.1, 1, 0),
            ("海塘市", 96.0, 2, 0),
            ("白鹭区", 89.6, 0, 1),
            ("花溪县", 90.8, 1, 1),
            ("东港区", None, 2, 1),
            ("南塘新城", 93.0, 0, 2),
            ("工业园区", 97.3, 1, 2),
            ("青石区", 91.7, 2, 2),
        )
    ),
    unit="%",
    note="按方位排列，越深越高",
)
SPARK = (84.2, 84.9, 86.0, 86.3, None, 89.1, 90.4, 91.0, 91.8, 92.4, 93.1)
GONE = 0.78
GOALS = tuple(
    {
        "name": goal,
        "on_time": sum(light == "ok" for *_rest, light in rows),
        "targets": [
            {"name": name, "value": value, "target": target, "unit": unit, "who": who, "light": light}
            for name, value, target, unit, who, light in rows
        ],
    }
    for goal, rows in (
        (
            "促进发展",
            (
                ("参练职工", 81240, 100000, "人", "经济工作部", "ok"),
                ("立功竞赛", 23, 24, "项", "经济工作部", "ok"),
                ("采纳建议", 1187, 2000, "条", "各片区", "behind"),
                ("学习场次", 642, 800, "场", "宣教部", "ok"),
            ),
        ),
        (
            "建设和谐",
            (
                ("参创单位", 231, 270, "家", "权益部", "near"),
                ("联系点有效运转", 96, 100, "家", "权益部", "ok"),
                ("新建区域性活动阵地", 11, 18, "个", "基层部", "behind"),
                ("在档帮扶到位", 98.6, 100, "%", "保障部", "ok"),
            ),
        ),
        (
            "维护职工",
            (
                ("合同覆盖单位", 93.1, 95, "%", "权益部", "near"),
                ("按期答复率", 88.4, 95, "%", "各片区", "late"),
                ("按期开会", 91.7, 95, "%", "基层部", "ok"),
                ("满意度", None, 90, "%", "研究室", "none"),
            ),
        ),
    )
)
