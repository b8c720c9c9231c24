"""World manufacturer identifiers (GB 16737) of cars made in China: who stands behind the first three characters of a VIN.

Joint plants and contract making blur it, so the table is a hint, never proof. China has the letter L, and H since about 2020.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Certainty(StrEnum):
    """How many open tables agree on the maker."""

    SEVERAL = "several"
    TWO = "two"
    ONE = "one"
    CONFLICT = "conflict"
    """tables name different makers; all of them are listed"""


class Wmi(NamedTuple):
    makers: tuple[str, ...]
    """short Chinese names of makers and of the brands they print"""
    certainty: Certainty


def _e(makers: str, certainty: Certainty) -> Wmi:
    return Wmi(tuple(makers.split("|")), certainty)


WMI: dict[str, Wmi] = {
    "HES": _e("精灵|smart", Certainty.ONE),
    "HGL": _e("远程|吉利", Certainty.ONE),
    "HJR": _e("捷途|奇瑞", Certainty.ONE),
    "HLX": _e("理想", Certainty.ONE),
    "HVW": _e("大众汽车(安徽)", Certainty.ONE),
    "HXM": _e("小米", Certainty.ONE),
    "L10": _e("吉利", Certainty.TWO),
    "L1N": _e("小鹏", Certainty.ONE),
    "L2C": _e("奇瑞捷豹路虎", Certainty.SEVERAL),
    "L6T": _e("吉利|极氪|帝豪", Certainty.SEVERAL),
    "LA9": _e("比亚迪|比亚迪客车", Certainty.TWO),
    "LB1": _e("福建奔驰", Certainty.TWO),
    "LB2": _e("吉利", Certainty.TWO),
    "LB3": _e("浙江吉利|吉利", Certainty.SEVERAL),
    "LBE": _e("北京现代", Certainty.SEVERAL),
    "LBV": _e("华晨宝马", Certainty.SEVERAL),
    "LC0": _e("比亚迪", Certainty.SEVERAL),
    "LDC": _e("神龙|东风标致|东风雪铁龙", Certainty.SEVERAL),
    "LDN": _e("东南汽车", Certainty.TWO),
    "LDP": _e("岚图", Certainty.ONE),
    "LE4": _e("北京奔驰", Certainty.SEVERAL),
    "LEF": _e("江铃汽车", Certainty.SEVERAL),
    "LET": _e("江西五十铃", Certainty.SEVERAL),
    "LFB": _e("一汽", Certainty.SEVERAL),
    "LFM": _e("一汽丰田", Certainty.SEVERAL),
    "LFP": _e("一汽轿车|红旗|奔腾|一汽", Certainty.SEVERAL),
    "LFV": _e("一汽-大众", Certainty.SEVERAL),
    "LFW": _e("一汽解放", Certainty.SEVERAL),
    "LFZ": _e("零跑|金旅", Certainty.CONFLICT),
    "LGA": _e("东风商用车", Certainty.TWO),
    "LGB": _e("东风日产", Certainty.SEVERAL),
    "LGG": _e("东风柳州|风行", Certainty.SEVERAL),
    "LGJ": _e("东风乘用车|风神", Certainty.SEVERAL),
    "LGW": _e("长城汽车", Certainty.SEVERAL),
    "LGX": _e("比亚迪", Certainty.SEVERAL),
    "LH0": _e("威马", Certainty.ONE),
    "LH1": _e("一汽海马", Certainty.SEVERAL),
    "LHB": _e("北汽制造", Certainty.TWO),
    "LHG": _e("广汽本田", Certainty.SEVERAL),
    "LJ1": _e("江淮|蔚来", Certainty.SEVERAL),
    "LJ8": _e("众泰", Certainty.SEVERAL),
    "LJC": _e("江淮|金城", Certainty.CONFLICT),
    "LJD": _e("东风悦达起亚|悦达起亚", Certainty.SEVERAL),
    "LJN": _e("郑州日产", Certainty.TWO),
    "LJU": _e("上海华普|吉利", Certainty.TWO),
    "LJV": _e("中国重汽", Certainty.TWO),
    "LJX": _e("江铃福特|江铃", Certainty.SEVERAL),
    "LK6": _e("五菱|宝骏|上汽通用五菱", Certainty.ONE),
    "LKL": _e("苏州金龙|海格", Certainty.SEVERAL),
    "LL2": _e("威马", Certainty.ONE),
    "LL6": _e("广汽三菱|长丰猎豹", Certainty.SEVERAL),
    "LLV": _e("力帆", Certainty.SEVERAL),
    "LM8": _e("赛力斯", Certainty.ONE),
    "LMG": _e("广汽传祺|广汽乘用车", Certainty.SEVERAL),
    "LMV": _e("海马|小鹏", Certainty.TWO),
    "LMW": _e("广汽埃安|广汽", Certainty.ONE),
    "LNA": _e("广汽埃安|广汽", Certainty.ONE),
    "LNB": _e("北京汽车|北汽", Certainty.SEVERAL),
    "LNN": _e("奇瑞", Certainty.ONE),
    "LPA": _e("长安标致雪铁龙|深蓝|长安", Certainty.TWO),
    "LPE": _e("比亚迪|路特斯", Certainty.CONFLICT),
    "LPS": _e("极星", Certainty.TWO),
    "LRB": _e("上汽通用|别克|凯迪拉克", Certainty.SEVERAL),
    "LRE": _e("上汽通用|别克|凯迪拉克", Certainty.SEVERAL),
    "LRW": _e("特斯拉", Certainty.SEVERAL),
    "LS4": _e("长安汽车|长安", Certainty.TWO),
    "LS5": _e("长安汽车|长安", Certainty.SEVERAL),
    "LS6": _e("长安汽车|长安", Certainty.TWO),
    "LSC": _e("长安汽车|长安", Certainty.TWO),
    "LSF": _e("上汽大通", Certainty.TWO),
    "LSG": _e("上汽通用|别克|雪佛兰|凯迪拉克", Certainty.SEVERAL),
    "LSH": _e("上汽大通", Certainty.TWO),
    "LSJ": _e("上汽乘用车|荣威|名爵|上海汽车", Certainty.SEVERAL),
    "LSK": _e("上汽大通", Certainty.TWO),
    "LSV": _e("上汽大众", Certainty.SEVERAL),
    "LTA": _e("中兴", Certainty.SEVERAL),
    "LTN": _e("东南汽车", Certainty.TWO),
    "LTV": _e("天津一汽丰田", Certainty.TWO),
    "LUC": _e("本田汽车(中国)|广汽本田", Certainty.SEVERAL),
    "LUR": _e("奇瑞", Certainty.ONE),
    "LUZ": _e("合众|哪吒", Certainty.ONE),
    "LVA": _e("北汽福田", Certainty.SEVERAL),
    "LVB": _e("北汽福田", Certainty.SEVERAL),
    "LVC": _e("北汽福田", Certainty.SEVERAL),
    "LVG": _e("广汽丰田", Certainty.SEVERAL),
    "LVH": _e("东风本田", Certainty.SEVERAL),
    "LVM": _e("奇瑞|凯翼", Certainty.TWO),
    "LVP": _e("东风小康", Certainty.TWO),
    "LVR": _e("长安马自达", Certainty.SEVERAL),
    "LVS": _e("长安福特", Certainty.SEVERAL),
    "LVT": _e("奇瑞|凯翼", Certainty.TWO),
    "LVU": _e("奇瑞|凯翼", Certainty.TWO),
    "LVV": _e("奇瑞", Certainty.SEVERAL),
    "LVY": _e("沃尔沃", Certainty.SEVERAL),
    "LVZ": _e("东风小康", Certainty.TWO),
    "LW4": _e("理想", Certainty.ONE),
    "LWL": _e("五十铃|庆铃", Certainty.TWO),
    "LWV": _e("广汽菲克|JEEP", Certainty.SEVERAL),
    "LYV": _e("沃尔沃", Certainty.SEVERAL),
    "LZE": _e("五十铃|庆铃", Certainty.TWO),
    "LZG": _e("陕汽", Certainty.SEVERAL),
    "LZK": _e("中国重汽", Certainty.TWO),
    "LZU": _e("五十铃|庆铃", Certainty.TWO),
    "LZW": _e("上汽通用五菱", Certainty.SEVERAL),
    "LZY": _e("宇通", Certainty.SEVERAL),
    "LZZ": _e("中国重汽", Certainty.TWO),
}
