"""Invoices: paper, first-generation electronic and digital ones."""

from __future__ import annotations

from domain.field import DocumentKind as K
from domain.kinds.car_fields import ENGINE, MILEAGE, PLATE, VIN
from domain.kinds.spec import KindSpec, TableSpec, f

_QR = (
    f("qr_invoice_code", "二维码发票代码", "invoice code in the QR code"),
    f("qr_invoice_number", "二维码发票号码", "invoice number in the QR code"),
    f("qr_issue_date", "二维码开票日期", "issue date in the QR code", "date"),
    f("qr_amount", "二维码金额", "amount in the QR code", "money"),
    f("qr_check_code", "二维码校验码", "check code in the QR code"),
    f("qr_kind", "二维码发票种类", "invoice type code in the QR code"),
)  # fmt: skip
_NUMBER = (
    f("title", "发票名称", "title"),
    f("invoice_code", "发票代码", "invoice code", critical=True),
    f("invoice_number", "发票号码", "invoice number", critical=True),
    f("issue_date", "开票日期", "issue date", "date", True),
    f("machine_number", "机器编号", "machine number"),
)  # fmt: skip
_TRADED_CAR = (
    VIN, f("vehicle_type", "车辆类型", "vehicle type"), f("model", "厂牌型号", "brand and model"),
)  # fmt: skip
_INVOICE_FACE = (
    *_NUMBER,
    f("check_code", "校验码", "check code"),
    f("buyer_name", "购买方名称", "buyer"),
    f("buyer_tax_id", "购买方纳税人识别号", "buyer's tax number"),
    f("seller_name", "销售方名称", "seller"),
    f("seller_tax_id", "销售方纳税人识别号", "seller's tax number"),
    f("amount_excl_tax", "合计金额", "amount without tax", "money"),
    f("tax", "合计税额", "tax", "money"),
    f("amount_total", "价税合计", "amount with tax", "money"),
    f("amount_total_capital", "价税合计（大写）", "amount with tax in capital numerals", "money"),
    f("remark", "备注", "remark"),
    f("drawer", "开票人", "drawer"),
    *_QR,
)  # fmt: skip
_INVOICE_FIELDS = (
    *_INVOICE_FACE, VIN, PLATE, MILEAGE,
    f("bill_number", "结算清单编号", "bill number named in the remark"),
)  # fmt: skip
_INVOICE_LINES = TableSpec(
    "lines", "明细", "lines",
    (
        f("name", "项目名称", "item"), f("specification", "规格型号", "specification"),
        f("unit", "单位", "unit"), f("quantity", "数量", "quantity", "number"),
        f("unit_price", "单价", "unit price", "money"), f("amount", "金额", "amount", "money"),
        f("tax_rate", "税率", "tax rate"), f("tax", "税额", "tax", "money"),
        f("service_class", "服务类别", "class of service"),
    ),
)  # fmt: skip

INVOICES: tuple[KindSpec, ...] = (
    KindSpec(
        K.VAT_INVOICE, "增值税发票", "VAT invoice", _INVOICE_FIELDS, (_INVOICE_LINES,),
        numbers=("invoice_number",), dates=("issue_date",),
        keys=("invoice_number",), is_einvoice=True,
    ),
    KindSpec(
        K.DIGITAL_INVOICE, "数电票", "digital invoice", _INVOICE_FIELDS, (_INVOICE_LINES,),
        numbers=("invoice_number",), dates=("issue_date",),
        keys=("digital_invoice_number",), is_einvoice=True, labels_of=K.VAT_INVOICE,
    ),
    KindSpec(
        K.USED_CAR_INVOICE, "二手车销售统一发票", "used-car invoice",
        (
            *_NUMBER,
            f("buyer_name", "买方单位/个人", "buyer"), f("buyer_tax_id", "买方单位代码/身份证号码", "buyer's number"),
            f("seller_name", "卖方单位/个人", "seller"), f("seller_tax_id", "卖方单位代码/身份证号码", "seller's number"),
            PLATE, f("certificate_number", "登记证号", "number of the registration certificate"), *_TRADED_CAR,
            f("transfer_authority", "转入地车辆管理所名称", "authority of the new registration"),
            f("amount_total", "车价合计", "price", "money"),
            f("amount_total_capital", "车价合计（大写）", "price in capital numerals", "money"),
            f("auctioneer_name", "经营、拍卖单位", "dealer or auctioneer"),
            f("auctioneer_tax_id", "经营、拍卖单位纳税人识别号", "tax number of dealer or auctioneer"),
            f("market_name", "二手车市场", "market"), f("market_tax_id", "二手车市场纳税人识别号", "market's tax number"),
            f("remark", "备注", "remark"), f("drawer", "开票人", "drawer"), *_QR,
        ),
        numbers=("invoice_number",), dates=("issue_date",),
        keys=("invoice_number", "digital_invoice_number", "vin", "plate"),
        is_one_car=True, is_judged=False, is_einvoice=True,
    ),
    KindSpec(
        K.NEW_CAR_INVOICE, "机动车销售统一发票", "new-car invoice",
        (
            *_NUMBER,
            f("buyer_name", "购买方名称", "buyer"), f("buyer_tax_id", "购买方纳税人识别号", "buyer's number"),
            *_TRADED_CAR, f("origin", "产地", "place of manufacture"),
            f("conformity_number", "合格证号", "number of the conformity certificate"),
            f("import_certificate_number", "进口证明书号", "number of the import certificate"),
            f("commodity_inspection_number", "商检单号", "number of the commodity inspection"), ENGINE,
            f("amount_total", "价税合计", "amount with tax", "money"),
            f("amount_total_capital", "价税合计（大写）", "amount with tax in capital numerals", "money"),
            f("seller_name", "销货单位名称", "seller"), f("seller_tax_id", "销货单位纳税人识别号", "seller's tax number"),
            f("tax_rate", "增值税税率或征收率", "tax rate"), f("tax", "增值税税额", "tax", "money"),
            f("amount_excl_tax", "不含税价", "amount without tax", "money"),
            f("tax_authority", "主管税务机关", "tax authority"), f("seats", "限乘人数", "seats", "number"),
            f("remark", "备注", "remark"), f("drawer", "开票人", "drawer"), *_QR,
        ),
        numbers=("invoice_number",), dates=("issue_date",),
        keys=("invoice_number", "digital_invoice_number", "vin"),
        is_one_car=True, is_judged=False, is_einvoice=True,
    ),
    KindSpec(
        K.TOLL_INVOICE, "通行费电子发票", "toll invoice",
        (
            *_INVOICE_FACE, PLATE,
            f("vehicle_type", "类型", "class of vehicle"),
            f("toll_from_date", "通行日期起", "first day of passage", "date", True),
            f("toll_to_date", "通行日期止", "last day of passage", "date", True),
        ),
        (
            TableSpec("lines", "明细", "lines", (
                *_INVOICE_LINES.fields, f("plate", "车牌号", "plate number"),
                f("vehicle_type", "类型", "class of vehicle"),
                f("toll_from_date", "通行日期起", "first day of passage", "date"),
                f("toll_to_date", "通行日期止", "last day of passage", "date"))),
        ),
        numbers=("invoice_number",), dates=("toll_to_date", "issue_date"),
        keys=("invoice_number", "digital_invoice_number"), is_judged=False, is_einvoice=True,
        labels_of=K.VAT_INVOICE,
    ),
)  # fmt: skip
