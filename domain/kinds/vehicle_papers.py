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
)  # fmt: skip
