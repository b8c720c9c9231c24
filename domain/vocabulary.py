"""Names of fields and tables, with the form's own words. One table per kind of paper.

Adding a field is one line here; extractors may only give names that stand here (a test checks it).
"""

from __future__ import annotations

import msgspec

from domain.field import DocumentKind as K


class FieldSpec(msgspec.Struct, frozen=True):
    """What a field is called and what type of value it has."""

    name: str
    zh: str
    en: str
    type: str
    """``text``, ``date``, ``mileage``, ``money``, ``number``, ``flag``"""
    critical: bool = False
    """read by both readers, and counted in the accuracy figures"""


class TableSpec(msgspec.Struct, frozen=True):
    name: str
    zh: str
    en: str
    fields: tuple[FieldSpec, ...]


class KindSpec(msgspec.Struct, frozen=True):
    kind: K
    zh: str
    en: str
    fields: tuple[FieldSpec, ...]
    tables: tuple[TableSpec, ...] = ()


def _f(name: str, zh: str, en: str, type: str = "text", critical: bool = False) -> FieldSpec:
    return FieldSpec(name, zh, en, type, critical)


VIN = _f("vin", "车辆识别代号", "VIN", critical=True)
PLATE = _f("plate", "号牌号码", "plate number", critical=True)
ENGINE = _f("engine_no", "发动机号", "engine number")
MODEL = _f("model", "车辆型号", "model")
BRAND = _f("brand", "车辆品牌", "brand")
REGISTERED = _f("register_date", "注册登记日期", "registration date", "date", True)
MILEAGE = _f("mileage", "行驶里程", "mileage", "mileage", True)
OWNER = _f("owner_name", "机动车所有人", "owner")
OWNER_ID = _f("owner_id", "身份证明号码", "owner's USCC or identity number")

_INVOICE_FIELDS = (
    _f("title", "发票名称", "title"),
    _f("invoice_code", "发票代码", "invoice code", critical=True),
    _f("invoice_number", "发票号码", "invoice number", critical=True),
    _f("issue_date", "开票日期", "issue date", "date", True),
    _f("check_code", "校验码", "check code"),
    _f("machine_number", "机器编号", "machine number"),
    _f("buyer_name", "购买方名称", "buyer"),
    _f("buyer_tax_id", "购买方纳税人识别号", "buyer's tax number"),
    _f("seller_name", "销售方名称", "seller"),
    _f("seller_tax_id", "销售方纳税人识别号", "seller's tax number"),
    _f("amount_excl_tax", "合计金额", "amount without tax", "money"),
    _f("tax", "合计税额", "tax", "money"),
    _f("amount_total", "价税合计", "amount with tax", "money"),
    _f("amount_total_capital", "价税合计（大写）", "amount with tax in capital numerals", "money"),
    _f("remark", "备注", "remark"),
    _f("drawer", "开票人", "drawer"),
    VIN, PLATE, MILEAGE,
    _f("bill_number", "结算清单编号", "bill number named in the remark"),
    _f("qr_invoice_code", "二维码发票代码", "invoice code in the QR code"),
    _f("qr_invoice_number", "二维码发票号码", "invoice number in the QR code"),
    _f("qr_issue_date", "二维码开票日期", "issue date in the QR code", "date"),
    _f("qr_amount", "二维码金额", "amount in the QR code", "money"),
    _f("qr_check_code", "二维码校验码", "check code in the QR code"),
    _f("qr_kind", "二维码发票种类", "invoice type code in the QR code"),
)  # fmt: skip
_INVOICE_LINES = TableSpec(
    "lines", "明细", "lines",
    (
        _f("name", "项目名称", "item"), _f("specification", "规格型号", "specification"),
        _f("unit", "单位", "unit"), _f("quantity", "数量", "quantity", "number"),
        _f("unit_price", "单价", "unit price", "money"), _f("amount", "金额", "amount", "money"),
        _f("tax_rate", "税率", "tax rate"), _f("tax", "税额", "tax", "money"),
        _f("service_class", "服务类别", "class of service"),
    ),
)  # fmt: skip

KINDS: tuple[KindSpec, ...] = (
    KindSpec(
        K.REGISTRATION_CERTIFICATE, "机动车登记证书", "registration certificate",
        (
            _f("certificate_number", "登记证书编号", "certificate number"),
            _f("barcode_number", "条码编号", "certificate number in the barcode"),
            OWNER, OWNER_ID,
            _f("registration_authority", "登记机关", "registration authority"),
            REGISTERED, PLATE,
            _f("vehicle_type", "车辆类型", "vehicle type"), BRAND, MODEL,
            _f("colour", "车身颜色", "colour"), VIN,
            _f("origin", "国产/进口", "domestic or imported"), ENGINE,
            _f("engine_model", "发动机型号", "engine model"), _f("fuel", "燃料种类", "fuel"),
            _f("displacement_power", "排量/功率", "displacement and power"),
            _f("maker", "制造厂名称", "maker"), _f("seats", "核定载客", "seats", "number"),
            _f("total_mass", "总质量", "total mass", "number"),
            _f("use_character", "使用性质", "use"), _f("acquisition", "车辆获得方式", "how acquired"),
            _f("factory_date", "车辆出厂日期", "factory date", "date", True),
            _f("issue_date", "发证日期", "issue date of the certificate", "date"),
            _f("export_endorsement_date", "转让登记待出口日期", "date of the export endorsement", "date", True),
        ),
        (
            TableSpec("transfers", "转让登记", "transfers", (
                OWNER, OWNER_ID, _f("transfer_date", "转让登记日期", "transfer date", "date", True), PLATE,
                _f("registration_authority", "登记机关", "registration authority"))),
            TableSpec("endorsements", "登记栏", "endorsements", (
                _f("endorsement", "登记种类", "kind of entry"), _f("date", "日期", "date", "date"),
                _f("text", "内容", "text"), OWNER, OWNER_ID)),
        ),
    ),
    KindSpec(
        K.VEHICLE_LICENCE, "机动车行驶证", "vehicle licence",
        (
            PLATE, _f("vehicle_type", "车辆类型", "vehicle type"), OWNER, _f("address", "住址", "address"),
            _f("use_character", "使用性质", "use"), _f("model", "品牌型号", "brand and model"), VIN, ENGINE,
            REGISTERED, _f("issue_date", "发证日期", "issue date", "date"),
            _f("file_number", "档案编号", "file number"), _f("seats", "核定载人数", "seats", "number"),
            _f("total_mass", "总质量", "total mass", "number"),
            _f("inspection_valid_until", "检验有效期至", "inspection valid until", "date"),
        ),
    ),
    KindSpec(
        K.REPAIR_BILL, "机动车维修结算清单", "repair bill",
        (
            _f("title", "名称", "title"),
            _f("bill_number", "结算清单编号", "bill number", critical=True),
            VIN, PLATE, ENGINE, BRAND, MODEL,
            _f("mileage", "进厂里程", "mileage at reception", "mileage", True),
            _f("mileage_out", "出厂里程", "mileage at delivery", "mileage"),
            _f("service_in_date", "进厂日期", "reception date", "date", True),
            _f("service_out_date", "出厂日期", "delivery date", "date", True),
            _f("settlement_date", "结算日期", "settlement date", "date", True),
            _f("service_type", "维修类别", "type of service"),
            _f("fault_description", "故障描述", "fault description"),
            _f("customer_name", "托修方", "customer"),
            _f("shop_name", "承修方", "workshop"), _f("shop_tax_id", "承修方统一社会信用代码", "workshop's USCC"),
            _f("parts_total", "材料费", "parts", "money"), _f("labour_total", "工时费", "labour", "money"),
            _f("discount", "优惠", "discount", "money"),
            _f("amount_total", "合计", "amount", "money"),
            _f("amount_total_capital", "合计（大写）", "amount in capital numerals", "money"),
            _f("invoice_number", "发票号码", "invoice number named on the bill"),
        ),
        (
            TableSpec("lines", "明细", "lines", (
                _f("line_kind", "类别", "labour or part"), _f("code", "编码", "code"), _f("name", "项目", "item"),
                _f("unit", "单位", "unit"), _f("quantity", "数量", "quantity", "number"),
                _f("hours", "工时", "hours", "number"),
                _f("unit_price", "单价", "unit price", "money"), _f("amount", "金额", "amount", "money"),
                _f("service_class", "服务类别", "class of service"))),
        ),
    ),
    KindSpec(K.VAT_INVOICE, "增值税发票", "VAT invoice", _INVOICE_FIELDS, (_INVOICE_LINES,)),
    KindSpec(K.DIGITAL_INVOICE, "数电票", "digital invoice", _INVOICE_FIELDS, (_INVOICE_LINES,)),
    KindSpec(
        K.EXPORT_DECLARATION, "出口货物报关单", "export declaration",
        (
            _f("declaration_number", "海关编号", "declaration number", critical=True),
            _f("pre_entry_number", "预录入编号", "pre-entry number"),
            _f("barcode_number", "条码编号", "declaration number in the barcode"),
            _f("customs_office", "出境关别", "customs office"),
            _f("consignor", "境内发货人", "domestic consignor"),
            _f("consignor_id", "境内发货人代码", "consignor's USCC"),
            _f("consignee", "境外收货人", "overseas consignee"),
            _f("producer", "生产销售单位", "producer or seller"),
            _f("export_date", "出口日期", "export date", "date", True),
            _f("declaration_date", "申报日期", "declaration date", "date", True),
            _f("transport_mode", "运输方式", "transport mode"),
            _f("bill_of_lading", "提运单号", "bill of lading"),
            _f("supervision_mode", "监管方式", "supervision mode"),
            _f("levy_nature", "征免性质", "levy nature"),
            _f("licence_number", "许可证号", "licence number"),
            _f("contract_no", "合同协议号", "contract number"),
            _f("contract_date", "合同日期", "contract date", "date"),
            _f("trade_country", "贸易国（地区）", "trading country"),
            _f("destination_country", "运抵国（地区）", "country of destination"),
            _f("destination_port", "指运港", "port of destination"),
            _f("exit_port", "离境口岸", "port of exit"),
            _f("packing", "包装种类", "packing"), _f("packages", "件数", "packages", "number"),
            _f("gross_weight", "毛重", "gross weight", "number"), _f("net_weight", "净重", "net weight", "number"),
            _f("trade_terms", "成交方式", "trade terms"),
            _f("currency", "币制", "currency"),
            _f("remark", "标记唛码及备注", "marks and remarks"),
            _f("is_draft", "仅供核对用", "draft print", "flag"),
        ),
        (
            TableSpec("goods", "商品", "goods", (
                _f("item_number", "项号", "item number"), _f("hs_code", "商品编号", "HS code"),
                _f("goods_name", "商品名称", "goods"), _f("specification", "规格型号", "specification"),
                VIN, BRAND, MODEL, MILEAGE, ENGINE, REGISTERED,
                _f("is_used", "旧", "declared as used", "flag"),
                _f("quantity", "数量", "quantity", "number"), _f("unit_price", "单价", "unit price", "money"),
                _f("total_price", "总价", "total price", "money"),
                _f("origin_country", "原产国（地区）", "country of origin"),
                _f("final_country", "最终目的国（地区）", "final country"))),
        ),
    ),
    KindSpec(
        K.CONFIRMATION_LETTER, "售后维修服务确认书", "after-sales service confirmation letter",
        (
            _f("letter_number", "编号", "letter number"), _f("maker", "生产企业", "maker"),
            _f("seal_text", "公章", "text of the seal"),
            _f("has_seal", "公章", "seal seen", "flag"),
            _f("destination_country", "出口目的国", "country of destination"),
            _f("exporter", "出口企业", "exporter"), _f("exporter_id", "出口企业代码", "exporter's USCC"),
            _f("contract_no", "合同号", "contract number"), _f("licence_number", "许可证号", "licence number"),
            _f("issue_date", "日期", "date of the letter", "date", True),
            _f("valid_until", "有效期至", "valid until", "date"),
            _f("maintenance_statement", "保养说明", "statement on maintenance done so far"),
        ),
        (
            TableSpec("vehicles", "车辆清单", "vehicles", (VIN, BRAND, MODEL, REGISTERED, ENGINE, MILEAGE)),
            TableSpec("outlets", "服务网点", "service outlets", (
                _f("name", "网点名称", "name"), _f("address", "地址", "address"), _f("phone", "电话", "telephone"),
                _f("country", "国家", "country"))),
        ),
    ),
    KindSpec(
        K.EXPORT_LICENCE, "出口许可证", "export licence",
        (
            _f("licence_number", "出口许可证号", "licence number", critical=True),
            _f("issue_date", "发证日期", "issue date", "date", True),
            _f("application_date", "申请日期", "application date", "date", True),
            _f("valid_until", "有效截止日期", "valid until", "date"),
            _f("exporter", "出口商", "exporter"), _f("exporter_id", "出口商代码", "exporter's USCC"),
            _f("consignor", "发货人", "consignor"),
            _f("trade_mode", "贸易方式", "trade mode"), _f("contract_no", "合同号", "contract number"),
            _f("customs_office", "报关口岸", "port of declaration"),
            _f("destination_country", "进口国（地区）", "country of import"),
            _f("transport_mode", "运输方式", "transport mode"),
            _f("goods_name", "商品名称", "goods"), _f("hs_code", "商品编码", "HS code"),
            _f("goods_state", "商品状态", "state of goods"),
            _f("quantity", "数量", "quantity", "number"),
            _f("issuing_authority", "发证机关", "issuing authority"),
        ),
        (
            TableSpec("vehicles", "附表", "annex", (
                VIN, BRAND, MODEL, REGISTERED,
                _f("export_endorsement_date", "转让登记待出口日期", "date of the export endorsement", "date"))),
        ),
    ),
    KindSpec(
        K.OTHER, "其他", "other paper",
        (_f("title", "标题", "title"), VIN),
    ),
)  # fmt: skip


def spec_of(kind: K) -> KindSpec:
    """The table of one kind; every kind has one."""
    return next(spec for spec in KINDS if spec.kind is kind)


def field_spec(kind: K, name: str, table: str | None = None) -> FieldSpec:
    """The line of one field; KeyError when the vocabulary does not have it."""
    spec = spec_of(kind)
    fields = spec.fields if table is None else next(t.fields for t in spec.tables if t.name == table)
    for field in fields:
        if field.name == name:
            return field
    raise KeyError(f"{kind}{'.' + table if table else ''}.{name}")
