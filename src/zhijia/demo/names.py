"""Invented names for a synthetic city. Only the county-level units are real places; nothing below them is."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class County:
    """A county-level unit of today's Suzhou: its division, and how its union is called."""

    place: str
    name: str
    union_name: str
    is_zone: bool = False


COUNTIES = (
    County("320508", "姑苏区", "姑苏区总工会"),
    County("320505", "虎丘区", "虎丘区总工会"),
    County("320506", "吴中区", "吴中区总工会"),
    County("320507", "相城区", "相城区总工会"),
    County("320509", "吴江区", "吴江区总工会"),
    County("320581", "常熟市", "常熟市总工会"),
    County("320582", "张家港市", "张家港市总工会"),
    County("320583", "昆山市", "昆山市总工会"),
    County("320585", "太仓市", "太仓市总工会"),
    County("320500", "苏州工业园区", "苏州工业园区工会", is_zone=True),
)
BUREAUS = ("市城建系统工会", "市交运系统工会", "市商贸系统工会", "市金融系统工会", "市直属机关工会")

TOWN_HEADS = "青望澄禾岚枫荷稻蓼苇渔桑杏梅竹柳"
TOWN_TAILS = "禾湖溪桥塘渡浦荡港泾圩坪亭埠"
TOWN_KINDS = ("镇", "街道", "镇", "街道", "开发片区")

BRAND_A = "澄岚禾曜沐衡硕霁煦栩钧昶翊瀚珩淼岐堃璟弈"
BRAND_B = "川禾岳澜庭舟廷泓砚枢朗恺驰霖甫桓宥序琢樾"
BRAND_C = "达和科宁源益邦通嘉顺维远特盈诚信立行元安"

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
GIVEN = "知行秋禾若谷明澈云舒望舒景行怀瑾清和文渊思齐听澜以宁修远南乔书砚见山初阳亦安长庚子衿"


@dataclass(frozen=True)
class Trade:
    """A line of business: the words in a firm's name and its code of GB/T 4754-2017."""

    words: str
    section: str
    code: str


TRADES = (
    Trade("精密机械", "C", "3484"),
    Trade("电子科技", "C", "3982"),
    Trade("纺织", "C", "1711"),
    Trade("服装", "C", "1829"),
    Trade("医疗器械", "C", "3586"),
    Trade("包装材料", "C", "2231"),
    Trade("食品", "C", "1492"),
    Trade("汽车零部件", "C", "3670"),
    Trade("珠宝首饰", "F", "5245"),
    Trade("餐饮管理", "H", "6210"),
    Trade("酒店管理", "H", "6110"),
    Trade("物流", "G", "5910"),
    Trade("供应链管理", "L", "7224"),
    Trade("软件", "I", "6513"),
    Trade("建筑工程", "E", "4710"),
    Trade("装饰工程", "E", "5011"),
    Trade("物业服务", "K", "7020"),
    Trade("环境工程", "N", "7721"),
    Trade("商贸", "F", "5199"),
    Trade("新材料", "C", "3091"),
)
FORMS = ("有限公司", "有限公司", "有限公司", "股份有限公司", "（中国）有限公司")


def town_names(rng: Random, county: County, count: int) -> list[str]:
    """`count` different towns, streets and parks of a county."""
    pairs = [head + tail for head in TOWN_HEADS for tail in TOWN_TAILS if head != tail]
    return [f"{county.name}{pair}{rng.choice(TOWN_KINDS)}" for pair in rng.sample(pairs, count)]


def enterprise_names(rng: Random) -> Iterator[tuple[str, Trade]]:
    """Endless different firms with their trade; a brand of three characters that no dictionary holds."""
    seen: set[str] = set()
    while True:
        trade = rng.choice(TRADES)
        name = rng.choice(BRAND_A) + rng.choice(BRAND_B) + rng.choice(BRAND_C) + trade.words + rng.choice(FORMS)
        if name not in seen:
            seen.add(name)
            yield name, trade


def street_address(rng: Random, town: str) -> str:
    """An invented house in a town."""
    return f"{town}{rng.choice(TOWN_HEADS)}{rng.choice(TOWN_TAILS)}路{rng.randrange(1, 900)}号"


def person_name(rng: Random) -> str:
    """A name of two or three characters."""
    given = rng.choice(GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.8 else "")
    return rng.choice(SURNAMES) + given
