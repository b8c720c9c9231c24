"""Fields of a car and its owner that papers of many kinds print."""

from __future__ import annotations

from domain.kinds.spec import f

VIN = f("vin", "车辆识别代号", "VIN", critical=True)
PLATE = f("plate", "号牌号码", "plate number", critical=True)
ENGINE = f("engine_no", "发动机号", "engine number")
MODEL = f("model", "车辆型号", "model")
BRAND = f("brand", "车辆品牌", "brand")
REGISTERED = f("register_date", "注册登记日期", "registration date", "date", True)
MILEAGE = f("mileage", "行驶里程", "mileage", "mileage", True)
OWNER = f("owner_name", "机动车所有人", "owner")
OWNER_ID = f("owner_id", "身份证明号码", "owner's USCC or identity number")
