"""Cities with what depends on them: plate letters, division codes, police station, tax office, customs."""

from __future__ import annotations

import msgspec


class City(msgspec.Struct, frozen=True):
    """Where cars are registered, companies sit and workshops work."""

    province: str
    name: str
    plate: str
    division: str
    """GB/T 2260, six digits"""
    authority: str
    """登记机关"""
    streets: tuple[str, ...]

    @property
    def tax_province(self) -> str:
        """First words of an invoice title."""
        return self.province.removesuffix("省").removesuffix("市").removesuffix("维吾尔自治区")


class Customs(msgspec.Struct, frozen=True):
    code: str
    name: str
    port: str
    transport: str


class Destination(msgspec.Struct, frozen=True):
    """A country of import with an outlet city and the ways into it."""

    code: str
    """ISO 3166 alpha-3"""
    zh: str
    en: str
    port: str
    outlet_city: str
    outlet_road: str
    dialling: str


def _c(province: str, name: str, plate: str, division: str, streets: str) -> City:
    return City(province, name, plate, division, _authority(province, name), tuple(streets.split()))


def _authority(province: str, name: str) -> str:
    if province.endswith("市"):
        force = {"上海市": "交通警察总队", "北京市": "公安交通管理局"}.get(province, "交通管理总队")
        return f"{province}公安局{force}车辆管理所"
    return f"{province}{name}公安局交通警察支队车辆管理所"


CITIES: tuple[City, ...] = (
    _c("天津市", "天津市", "津C", "120116", "滨海新区第三大街 东丽区先锋路 西青区友谊南路"),
    _c("上海市", "上海市", "沪A", "310115", "浦东新区杨高北路 嘉定区曹安公路 闵行区沪闵路"),
    _c("重庆市", "重庆市", "渝D", "500112", "渝北区金开大道 江北区海尔路 九龙坡区迎宾大道"),
    _c("北京市", "北京市", "京N", "110105", "朝阳区北苑东路 大兴区科创六街 丰台区南四环西路"),
    _c("四川省", "成都市", "川A", "510107", "武侯区机场路 青羊区成飞大道 金牛区金丰路"),
    _c("广东省", "广州市", "粤A", "440112", "黄埔区开创大道 白云区白云大道北 番禺区市广路"),
    _c("广东省", "佛山市", "粤E", "440604", "禅城区季华西路 南海区桂平路 顺德区南国东路"),
    _c("江苏省", "苏州市", "苏E", "320505", "虎丘区长江路 吴中区东吴南路 相城区阳澄湖中路"),
    _c("江苏省", "南京市", "苏A", "320114", "雨花台区宁双路 江宁区双龙大道 浦口区江淼路"),
    _c("浙江省", "杭州市", "浙A", "330108", "滨江区滨康路 拱墅区石祥路 萧山区金城路"),
    _c("浙江省", "金华市", "浙G", "330702", "婺城区宾虹西路 金东区金瓯路 婺城区环城北路"),
    _c("山东省", "济南市", "鲁A", "370112", "历城区工业北路 槐荫区经十西路 天桥区北园大街"),
    _c("山东省", "烟台市", "鲁F", "370611", "福山区聚贤路 芝罘区机场路 莱山区迎春大街"),
    _c("河南省", "郑州市", "豫A", "410104", "管城区航海东路 中原区郑上路 金水区花园北路"),
    _c("湖北省", "武汉市", "鄂A", "420113", "汉南区通江一路 洪山区珞狮南路 江汉区发展大道"),
    _c("陕西省", "西安市", "陕A", "610112", "未央区凤城十二路 雁塔区丈八东路 灞桥区世博大道"),
    _c("河北省", "石家庄市", "冀A", "130108", "裕华区裕翔街 长安区胜利北大街 桥西区新石南路"),
    _c("湖南省", "长沙市", "湘A", "430111", "雨花区万家丽南路 岳麓区金星中路 开福区芙蓉北路"),
    _c("安徽省", "合肥市", "皖A", "340111", "包河区繁华大道 蜀山区黄山路 瑶海区长江东路"),
    _c("新疆维吾尔自治区", "乌鲁木齐市", "新A", "650104", "新市区喀什西路 沙依巴克区西山路 头屯河区卫星路"),
)

CUSTOMS: tuple[Customs, ...] = (
    Customs("9418", "霍尔果斯", "霍尔果斯", "公路运输"),
    Customs("9402", "霍尔果斯海关", "霍尔果斯", "铁路运输"),
    Customs("0202", "新港海关", "天津新港", "水路运输"),
    Customs("2248", "洋山港区", "洋山港", "水路运输"),
    Customs("4227", "青岛大港", "青岛", "水路运输"),
    Customs("5208", "黄埔新港", "黄埔", "水路运输"),
    Customs("0605", "满洲里", "满洲里", "公路运输"),
)

DESTINATIONS: tuple[Destination, ...] = (
    Destination("KAZ", "哈萨克斯坦", "Kazakhstan", "阿拉木图", "阿拉木图", "Raiymbek Ave. 348", "+7 727"),
    Destination("UZB", "乌兹别克斯坦", "Uzbekistan", "塔什干", "塔什干", "Sergeli Yangi 12", "+998 71"),
    Destination("KGZ", "吉尔吉斯斯坦", "Kyrgyzstan", "比什凯克", "比什凯克", "Chuy Ave. 155", "+996 312"),
    Destination("RUS", "俄罗斯", "Russia", "莫斯科", "莫斯科", "Dmitrovskoye Shosse 98", "+7 495"),
    Destination(
        "ARE", "阿联酋", "United Arab Emirates", "杰贝阿里", "迪拜", "Ras Al Khor Ind. Area 2", "+971 4"
    ),
    Destination("BLR", "白俄罗斯", "Belarus", "明斯克", "明斯克", "Timiryazeva St. 114", "+375 17"),
    Destination("GEO", "格鲁吉亚", "Georgia", "波季", "第比利斯", "Agmashenebeli Alley 19", "+995 32"),
    Destination("TJK", "塔吉克斯坦", "Tajikistan", "杜尚别", "杜尚别", "Ayni St. 48", "+992 37"),
    Destination("NGA", "尼日利亚", "Nigeria", "拉各斯", "拉各斯", "Apapa Road 27", "+234 1"),
    Destination("JOR", "约旦", "Jordan", "亚喀巴", "安曼", "Mecca Street 160", "+962 6"),
)
