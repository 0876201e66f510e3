"""What a promised value means for a worker, as a sentence to her; `rules/thresholds` knows the law's own numbers. Pure."""

from collections.abc import Mapping

from zhijia.lib.sentences import gettext_noop as _

BENEFITS: Mapping[str, str] = {
    "average_wage": _("全体职工的年度平均工资每月不低于{value}。"),
    "minimum_wage": _("您在法定工作时间内提供正常劳动，每月工资不低于{value}。"),
    "wage_rise": _("本年度工资比上年增长{value}。"),
    "wage_rise_month": _("增长的工资从{value}起执行。"),
    "pay_cycle": _("工资按{value}支付。"),
    "pay_day": _("工资在每月{value}前发到手。"),
    "overtime_weekday": _("工作日加班，加班工资不低于工资的{value}。"),
    "overtime_restday": _("休息日加班又不安排补休，加班工资不低于工资的{value}。"),
    "overtime_holiday": _("法定休假日加班，加班工资不低于工资的{value}。"),
    "sick_pay": _("医疗期内的病假工资不低于当地最低工资标准的{value}。"),
    "idle_pay": _("停工没有活干，生活费不低于当地最低工资标准的{value}。"),
    "deferral_consent": _("用人单位要延期发工资，须先{value}。"),
    "deferral_days": _("延期发工资最长{value}。"),
    "hours_day": _("每天工作不超过{value}。"),
    "hours_week": _("每周工作不超过{value}。"),
    "overtime_day": _("加班一般每天不超过{value}。"),
    "overtime_day_special": _("因特殊原因加班，每天不超过{value}。"),
    "overtime_month": _("加班每月不超过{value}。"),
    "quota_share": _("定额要让同岗位{value}以上的职工在法定工作时间内完成得了。"),
    "rest_days": _("每周至少休息{value}。"),
    "checkup_months": _("每{value}体检一次，费用由用人单位承担。"),
    "maternity_days": _("生育享受{value}产假。"),
    "maternity_dystocia": _("难产的，产假增加{value}。"),
    "maternity_multiple": _("多胞胎每多一个婴儿，产假增加{value}。"),
    "miscarriage_early": _("怀孕未满四个月流产，享受{value}产假。"),
    "miscarriage_late": _("怀孕满四个月流产，享受{value}产假。"),
    "night_exempt_month": _("怀孕满{value}起和哺乳未满{age}婴儿期间，不加班、不上夜班。"),
    "nursing_hours": _("哺乳期每天有{value}哺乳时间。"),
    "training_fund": _("用人单位按工资总额的{value}提取职工教育经费。"),
    "layoff_notice": _("裁员{people}以上或者占职工{share}以上，提前{value}向工会或者全体职工说明。"),
    "inspection_months": _("工会和用人单位每{value}检查一次合同履行情况。"),
}
