"""Papers of the car itself: registration certificate, vehicle licence."""

from __future__ import annotations

from domain.field import DocumentKind as K
from domain.kinds.car_fields import BRAND, ENGINE, MODEL, OWNER, OWNER_ID, PLATE, REGISTERED, VIN
from domain.kinds.spec import KindSpec, TableSpec, f

VEHICLE_PAPERS: tuple[KindSpec, ...] = (
    KindSpec(
        K.REGISTRATION_CERTIFICATE, "机动车登记证书", "registration certificate",
        (
            f("certificate_number", "登记证书编号", "certificate number"),
            f("barcode_number", "条码编号", "certificate number in the barcode"),
            OWNER, OWNER_ID,
            f("registration_authority", "登记机关", "registration authority"),
            REGISTERED, PLATE,
            f("vehicle_type", "车辆类型", "vehicle type"), BRAND, MODEL,
            f("colour", "车身颜色", "colour"), VIN,
            f("origin", "国产/进口", "domestic or imported"), ENGINE,
            f("engine_model", "发动机型号", "engine model"), f("fuel", "燃料种类", "fuel"),
            f("displacement_power", "排量/功率", "displacement and power"),
            f("maker", "制造厂名称", "maker"), f("seats", "核定载客", "seats", "number"),
            f("total_mass", "总质量", "total mass", "number"),
            f("use_character", "使用性质", "use"), f("acquisition", "车辆获得方式", "how acquired"),
            f("factory_date", "车辆出厂日期", "factory date", "date", True),
            f("issue_date", "发证日期", "issue date of the certificate", "date"),
            f("export_endorsement_date", "转让登记待出口日期", "date of the export endorsement", "date", True),
        ),
        (
            TableSpec("transfers", "转让登记", "transfers", (
                OWNER, OWNER_ID, f("transfer_date", "转让登记日期", "transfer date", "date", True), PLATE,
                f("registration_authority", "登记机关", "registration authority"))),
            TableSpec("endorsements", "登记栏", "endorsements", (
                f("endorsement", "登记种类", "kind of entry"), f("date", "日期", "date", "date"),
                f("text", "内容", "text"), OWNER, OWNER_ID)),
        ),
        numbers=("certificate_number", "barcode_number"), dates=("register_date", "issue_date"),
        keys=("certificate_number", "vin", "plate"), is_one_car=True, is_once_a_car=True,
    ),
    KindSpec(
        K.VEHICLE_LICENCE, "机动车行驶证", "vehicle licence",
        (
            PLATE, f("vehicle_type", "车辆类型", "vehicle type"), OWNER, f("address", "住址", "address"),
            f("use_character", "使用性质", "use"), f("model", "品牌型号", "brand and model"), VIN, ENGINE,
            REGISTERED, f("issue_date", "发证日期", "issue date", "date"),
            f("file_number", "档案编号", "file number"), f("seats", "核定载人数", "seats", "number"),
            f("total_mass", "总质量", "total mass", "number"),
            f("inspection_valid_until", "检验有效期至", "inspection valid until", "date"),
        ),
        dates=("register_date", "issue_date"),
        keys=("vin", "plate"), is_one_car=True, is_once_a_car=True,
    ),
    KindSpec(
        K.CONFORMITY_CERTIFICATE, "机动车整车出厂合格证", "conformity certificate",
        (
            f("conformity_number", "合格证编号", "number of the conformity certificate"),
            f("issue_date", "发证日期", "issue date", "date"),
            f("maker", "车辆制造企业名称", "maker"), BRAND, MODEL,
            f("vehicle_type", "车辆名称", "name of the vehicle"), f("colour", "车身颜色", "colour"), VIN,
            f("chassis_model", "底盘型号", "chassis model"),
            f("engine_model", "发动机型号", "engine model"), ENGINE, f("fuel", "燃料种类", "fuel"),
            f("displacement_power", "排量和功率", "displacement and power"),
            f("emission_standard", "排放标准", "emission standard"),
            f("total_mass", "总质量", "total mass", "number"), f("kerb_mass", "整备质量", "kerb mass", "number"),
            f("seats", "额定载客", "seats", "number"),
            f("factory_date", "车辆制造日期", "factory date", "date", True),
        ),
        numbers=("conformity_number",), dates=("factory_date", "issue_date"),
        keys=("vin",), is_one_car=True, is_judged=False,
    ),
    KindSpec(
        K.INSPECTION_REPORT, "二手车出口检测报告", "inspection report",
        (
            f("title", "标题", "title"),
            f("report_number", "报告编号", "report number"),
            f("client_name", "委托单位", "client"), OWNER,
            PLATE, VIN, ENGINE, BRAND, f("model", "品牌型号", "brand and model"),
            f("vehicle_type", "车辆类型", "vehicle type"), f("colour", "车身颜色", "colour"),
            f("fuel", "燃料种类", "fuel"), f("use_character", "使用性质", "use"),
            REGISTERED, f("factory_date", "出厂日期", "factory date", "date"),
            f("mileage", "里程表读数", "odometer reading", "mileage", True),
            f("inspection_date", "检测日期", "inspection date", "date", True),
            f("issue_date", "签发日期", "date of the report", "date"),
            f("inspection_place", "检测地点", "place of the inspection"),
            f("standard", "检测依据", "standard"), f("conclusion", "检测结论", "conclusion"),
            f("agency", "检测机构", "inspection agency"), f("inspector", "检测人员", "inspector"),
        ),
        numbers=("report_number",), dates=("inspection_date", "issue_date"),
        keys=("report_number", "vin", "plate"), is_one_car=True, is_judged=False,
    ),
)  # fmt: skip
