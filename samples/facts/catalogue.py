"""Car models that the samples sell: real makers with their WMI, fitting power train, mass, HS code."""

from __future__ import annotations

import msgspec


class CarModel(msgspec.Struct, frozen=True):
    """One row of the catalogue; what a registration certificate prints in boxes 5 to 29."""

    wmi: str
    maker: str
    brand: str
    model: str
    goods_name: str
    fuel: str
    """``汽油``, ``电``, ``插电式混合动力``"""
    engine_model: str
    displacement_ml: int
    power_kw: int
    curb_kg: int
    total_kg: int
    vehicle_type: str
    hs_code: str
    vds: str
    """VIN positions 4 to 8"""
    price_yuan: int
    sales_company: str
    """a company of the maker's group that may not sign a confirmation letter"""

    @property
    def is_electric(self) -> bool:
        return self.fuel == "电"

    @property
    def is_plug_in(self) -> bool:
        return self.fuel.startswith("插电")


_PETROL_15 = "8703223010"
_PETROL_15_SUV = "8703224010"
_PETROL_20 = "8703234110"
_PETROL_20_SUV = "8703234210"
_PHEV_15 = "8703602110"
_PHEV_15_SUV = "8703602210"
_ELECTRIC = "8703801090"


def _m(*values: str | int) -> CarModel:
    return msgspec.convert(dict(zip(CarModel.__struct_fields__, values, strict=True)), CarModel)


MODELS: tuple[CarModel, ...] = (
    _m("LSV", "上汽大众汽车有限公司", "大众汽车牌", "SVW7142BPV", "小轿车", "汽油", "DJS", 1395, 110, 1435, 1900,
       "小型轿车", _PETROL_15, "FB2CJ", 128900, "上汽大众汽车销售有限公司"),
    _m("LFV", "一汽-大众汽车有限公司", "大众牌", "FV6461LBDBG", "小型越野车", "汽油", "DTA", 1984, 137, 1645, 2180,
       "小型普通客车", _PETROL_20_SUV, "3B25N", 189900, "一汽-大众销售有限责任公司"),
    _m("LFV", "一汽-大众汽车有限公司", "捷达牌", "FV6440LADBG", "小型越野车", "汽油", "DJS", 1395, 110, 1455, 1910,
       "小型普通客车", _PETROL_15_SUV, "2A2BV", 96800, "一汽-大众销售有限责任公司"),
    _m("LSG", "上汽通用汽车有限公司", "别克牌", "SGM7154DAA1", "小轿车", "汽油", "LIY", 1490, 83, 1270, 1670,
       "小型轿车", _PETROL_15, "PB54U", 99900, "上汽通用汽车销售有限公司"),
    _m("LGX", "比亚迪汽车有限公司", "比亚迪牌", "BYD7152WT6HEV12", "小轿车", "插电式混合动力", "BYD472QA", 1498, 81,
       1515, 1890, "小型轿车", _PHEV_15, "C76C4", 99800, "比亚迪汽车销售有限公司"),
    _m("LGX", "比亚迪汽车有限公司", "比亚迪牌", "BYD6470STHEV3", "小型越野车", "插电式混合动力", "BYD472QA", 1498, 74,
       1830, 2205, "小型普通客车", _PHEV_15_SUV, "CE6CB", 139800, "比亚迪汽车销售有限公司"),
    _m("LC0", "比亚迪汽车工业有限公司", "比亚迪牌", "BYD6460SBEV8", "小型越野车", "电", "TZ200XSU", 0, 150, 1770, 2145,
       "小型普通客车", _ELECTRIC, "CE4CB", 149800, "比亚迪汽车销售有限公司"),
    _m("LC0", "比亚迪汽车工业有限公司", "比亚迪牌", "BYD7009BEVA3", "小轿车", "电", "TZ180XSJ", 0, 70, 1405, 1780,
       "小型轿车", _ELECTRIC, "C14DA", 116800, "比亚迪汽车销售有限公司"),
    _m("LB3", "浙江吉利汽车有限公司", "吉利美日牌", "MR7155D03", "小轿车", "汽油", "BHE15-EFZ", 1499, 133, 1350, 1772,
       "小型轿车", _PETROL_15, "7152S", 88700, "浙江吉利控股集团汽车销售有限公司"),
    _m("L6T", "浙江吉利汽车有限公司", "极氪牌", "MR7000BEV12", "小轿车", "电", "TZ235XYC01", 0, 200, 2225, 2690,
       "小型轿车", _ELECTRIC, "79T2E", 269000, "极氪汽车销售（浙江）有限公司"),
    _m("LVV", "奇瑞汽车股份有限公司", "奇瑞牌", "SQR6460T1E6", "小型越野车", "汽油", "SQRF4J16", 1598, 145, 1496, 1901,
       "小型普通客车", _PETROL_20_SUV, "DB11B", 109900, "奇瑞汽车销售有限公司"),
    _m("LS5", "重庆长安汽车股份有限公司", "长安牌", "SC6469AAA6", "小型越野车", "汽油", "JL473ZQ7", 1494, 138, 1500, 1875,
       "小型普通客车", _PETROL_15_SUV, "A3DKE", 117900, "重庆长安汽车国际销售服务有限公司"),
    _m("LGW", "长城汽车股份有限公司", "哈弗牌", "CC6470UM01A", "小型越野车", "汽油", "GW4B15L", 1499, 135, 1575, 1998,
       "小型普通客车", _PETROL_15_SUV, "EF6A5", 108900, "长城汽车销售有限公司"),
    _m("LVG", "广汽丰田汽车有限公司", "丰田牌", "GTM7201LEV", "小轿车", "汽油", "M20C", 1987, 127, 1555, 2030,
       "小型轿车", _PETROL_20, "BF53K", 179800, "广汽丰田汽车销售有限公司"),
    _m("LFM", "一汽丰田汽车有限公司", "卡罗拉牌", "TV7151GLMD", "小轿车", "汽油", "M15B", 1490, 89, 1340, 1785,
       "小型轿车", _PETROL_15, "AG8E0", 119800, "一汽丰田汽车销售有限公司"),
    _m("LHG", "广汽本田汽车有限公司", "雅阁牌", "HG7154BAC5A", "小轿车", "汽油", "L15CJ", 1498, 141, 1466, 1900,
       "小型轿车", _PETROL_15, "CY163", 189800, "广汽本田汽车销售有限公司"),
    _m("LVH", "东风本田汽车有限公司", "思威(CR-V)牌", "DHW6476R5CSG", "小型越野车", "汽油", "L15BZ", 1498, 142, 1592,
       2025, "小型普通客车", _PETROL_15_SUV, "RS583", 185900, "东风本田汽车销售有限公司"),
    _m("LRW", "特斯拉（上海）有限公司", "特斯拉牌", "TSL6480BEVAR1", "小型越野车", "电", "3D7", 0, 220, 1911, 2284,
       "小型普通客车", _ELECTRIC, "YGCEK", 249900, "特斯拉汽车销售服务（上海）有限公司"),
    _m("LMG", "广汽乘用车有限公司", "传祺牌", "GAC6480CHEVA6A", "小型越野车", "插电式混合动力", "4B15J1", 1499, 120, 1850,
       2275, "小型普通客车", _PHEV_15_SUV, "HC2L8", 169800, "广汽传祺汽车销售有限公司"),
    _m("LJD", "江苏悦达起亚汽车有限公司", "起亚牌", "YQZ7150AE6", "小轿车", "汽油", "G4FL", 1497, 84, 1250, 1690,
       "小型轿车", _PETROL_15, "0AA2A", 79900, "悦达起亚汽车销售有限公司"),
    _m("LE4", "北京奔驰汽车有限公司", "梅赛德斯-奔驰牌", "BJ7186TEL", "小轿车", "汽油", "254920", 1999, 150, 1780, 2280,
       "小型轿车", _PETROL_20, "LG4DB", 359800, "北京梅赛德斯-奔驰销售服务有限公司"),
    _m("LSJ", "上海汽车集团股份有限公司", "名爵牌", "CSA7006FBEV3", "小轿车", "电", "TZ204XS1151", 0, 125, 1665, 2081,
       "小型轿车", _ELECTRIC, "WH409", 129800, "上汽国际贸易有限公司"),
)  # fmt: skip
