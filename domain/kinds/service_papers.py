"""Papers of workshops."""

from __future__ import annotations

from domain.field import DocumentKind as K
from domain.kinds.car_fields import BRAND, ENGINE, MODEL, PLATE, VIN
from domain.kinds.spec import KindSpec, TableSpec, f

SERVICE_PAPERS: tuple[KindSpec, ...] = (
    KindSpec(
        K.REPAIR_BILL, "机动车维修结算清单", "repair bill",
        (
            f("title", "名称", "title"),
            f("bill_number", "结算清单编号", "bill number", critical=True),
            VIN, PLATE, ENGINE, BRAND, MODEL,
            f("mileage", "进厂里程", "mileage at reception", "mileage", True),
            f("mileage_out", "出厂里程", "mileage at delivery", "mileage"),
            f("service_in_date", "进厂日期", "reception date", "date", True),
            f("service_out_date", "出厂日期", "delivery date", "date", True),
            f("settlement_date", "结算日期", "settlement date", "date", True),
            f("service_type", "维修类别", "type of service"),
            f("fault_description", "故障描述", "fault description"),
            f("customer_name", "托修方", "customer"),
            f("shop_name", "承修方", "workshop"), f("shop_tax_id", "承修方统一社会信用代码", "workshop's USCC"),
            f("parts_total", "材料费", "parts", "money"), f("labour_total", "工时费", "labour", "money"),
            f("discount", "优惠", "discount", "money"),
            f("amount_total", "合计", "amount", "money"),
            f("amount_total_capital", "合计（大写）", "amount in capital numerals", "money"),
            f("invoice_number", "发票号码", "invoice number named on the bill"),
        ),
        (
            TableSpec("lines", "明细", "lines", (
                f("line_kind", "类别", "labour or part"), f("code", "编码", "code"), f("name", "项目", "item"),
                f("unit", "单位", "unit"), f("quantity", "数量", "quantity", "number"),
                f("hours", "工时", "hours", "number"),
                f("unit_price", "单价", "unit price", "money"), f("amount", "金额", "amount", "money"),
                f("service_class", "服务类别", "class of service"))),
        ),
        numbers=("bill_number",), dates=("settlement_date", "service_out_date", "service_in_date"),
        keys=("bill_number", "vin", "plate"), is_one_car=True,
    ),
)  # fmt: skip
