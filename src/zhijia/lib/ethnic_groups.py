"""The ethnic groups of GB/T 3304: two digits and the name as forms write it. The standard's text was not read: memory."""

NAMES = """
汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族
土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族
柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族
乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族
"""
ETHNIC_GROUPS = {f"{number:02d}": name for number, name in enumerate(NAMES.split(), start=1)} | {
    "97": "其他",
    "98": "外国血统中国籍人士",
}
_CODES = {name: code for code, name in ETHNIC_GROUPS.items()}


def ethnic_code(typed: str) -> str:
    """The code of what was typed: a code, a name, or a name without 族. Empty when there is no such group."""
    if typed in ETHNIC_GROUPS:
        return typed
    return _CODES.get(typed) or _CODES.get(f"{typed}族", "")
