"""Invoices: paper, first-generation electronic and digital ones."""

from __future__ import annotations

from domain.field import DocumentKind as K
from domain.kinds.car_fields import MILEAGE, PLATE, VIN
from domain.kinds.spec import KindSpec, TableSpec, f

_INVOICE_FIELDS = (
    f("title", "发票名称", "title"),
    f("invoice_code", "发票代码", "invoice code", critical=True),
    f("invoice_number", "发票号码", "invoice number", critical=True),
    f("issue_date", "开票日期", "issue date", "date", True),
    f("check_code", "校验码", "check code"),
    f("machine_number", "机器编号", "machine number"),
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
    VIN, PLATE, MILEAGE,
    f("bill_number", "结算清单编号", "bill number named in the remark"),
    f("qr_invoice_code", "二维码发票代码", "invoice code in the QR code"),
    f("qr_invoice_number", "二维码发票号码", "invoice number in the QR code"),
    f("qr_issue_date", "二维码开票日期", "issue date in the QR code", "date"),
    f("qr_amount", "二维码金额", "amount in the QR code", "money"),
    f("qr_check_code", "二维码校验码", "check code in the QR code"),
    f("qr_kind", "二维码发票种类", "invoice type code in the QR code"),
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
)  # fmt: skip
