"""Papers of the export: declaration, confirmation letter, licence."""

from __future__ import annotations

from domain.field import DocumentKind as K
from domain.kinds.car_fields import BRAND, ENGINE, MILEAGE, MODEL, REGISTERED, VIN
from domain.kinds.spec import KindSpec, TableSpec, f

TRADE_PAPERS: tuple[KindSpec, ...] = (
    KindSpec(
        K.EXPORT_DECLARATION, "出口货物报关单", "export declaration",
        (
            f("declaration_number", "海关编号", "declaration number", critical=True),
            f("pre_entry_number", "预录入编号", "pre-entry number"),
            f("barcode_number", "条码编号", "declaration number in the barcode"),
            f("customs_office", "出境关别", "customs office"),
            f("consignor", "境内发货人", "domestic consignor"),
            f("consignor_id", "境内发货人代码", "consignor's USCC"),
            f("consignee", "境外收货人", "overseas consignee"),
            f("producer", "生产销售单位", "producer or seller"),
            f("export_date", "出口日期", "export date", "date", True),
            f("declaration_date", "申报日期", "declaration date", "date", True),
            f("transport_mode", "运输方式", "transport mode"),
            f("bill_of_lading", "提运单号", "bill of lading"),
            f("supervision_mode", "监管方式", "supervision mode"),
            f("levy_nature", "征免性质", "levy nature"),
            f("licence_number", "许可证号", "licence number"),
            f("contract_no", "合同协议号", "contract number"),
            f("contract_date", "合同日期", "contract date", "date"),
            f("trade_country", "贸易国（地区）", "trading country"),
            f("destination_country", "运抵国（地区）", "country of destination"),
            f("destination_port", "指运港", "port of destination"),
            f("exit_port", "离境口岸", "port of exit"),
            f("packing", "包装种类", "packing"), f("packages", "件数", "packages", "number"),
            f("gross_weight", "毛重", "gross weight", "number"), f("net_weight", "净重", "net weight", "number"),
            f("trade_terms", "成交方式", "trade terms"),
            f("currency", "币制", "currency"),
            f("remark", "标记唛码及备注", "marks and remarks"),
            f("is_draft", "仅供核对用", "draft print", "flag"),
        ),
        (
            TableSpec("goods", "商品", "goods", (
                f("item_number", "项号", "item number"), f("hs_code", "商品编号", "HS code"),
                f("goods_name", "商品名称", "goods"), f("specification", "规格型号", "specification"),
                VIN, BRAND, MODEL, MILEAGE, ENGINE, REGISTERED,
                f("is_used", "旧", "declared as used", "flag"),
                f("quantity", "数量", "quantity", "number"), f("unit_price", "单价", "unit price", "money"),
                f("total_price", "总价", "total price", "money"),
                f("origin_country", "原产国（地区）", "country of origin"),
                f("final_country", "最终目的国（地区）", "final country"))),
        ),
        numbers=("declaration_number", "pre_entry_number"), dates=("declaration_date", "export_date"),
        keys=("declaration_number",), vehicles="goods",
    ),
    KindSpec(
        K.CONFIRMATION_LETTER, "售后维修服务确认书", "after-sales service confirmation letter",
        (
            f("letter_number", "编号", "letter number"), f("maker", "生产企业", "maker"),
            f("seal_text", "公章", "text of the seal"),
            f("has_seal", "公章", "seal seen", "flag"),
            f("destination_country", "出口目的国", "country of destination"),
            f("exporter", "出口企业", "exporter"), f("exporter_id", "出口企业代码", "exporter's USCC"),
            f("contract_no", "合同号", "contract number"), f("licence_number", "许可证号", "licence number"),
            f("issue_date", "日期", "date of the letter", "date", True),
            f("valid_until", "有效期至", "valid until", "date"),
            f("maintenance_statement", "保养说明", "statement on maintenance done so far"),
        ),
        (
            TableSpec("vehicles", "车辆清单", "vehicles", (VIN, BRAND, MODEL, REGISTERED, ENGINE, MILEAGE)),
            TableSpec("outlets", "服务网点", "service outlets", (
                f("name", "网点名称", "name"), f("address", "地址", "address"), f("phone", "电话", "telephone"),
                f("country", "国家", "country"))),
        ),
        numbers=("letter_number",), dates=("issue_date",),
        keys=("letter_number",), vehicles="vehicles",
    ),
    KindSpec(
        K.EXPORT_LICENCE, "出口许可证", "export licence",
        (
            f("licence_number", "出口许可证号", "licence number", critical=True),
            f("issue_date", "发证日期", "issue date", "date", True),
            f("application_date", "申请日期", "application date", "date", True),
            f("valid_until", "有效截止日期", "valid until", "date"),
            f("exporter", "出口商", "exporter"), f("exporter_id", "出口商代码", "exporter's USCC"),
            f("consignor", "发货人", "consignor"),
            f("trade_mode", "贸易方式", "trade mode"), f("contract_no", "合同号", "contract number"),
            f("customs_office", "报关口岸", "port of declaration"),
            f("destination_country", "进口国（地区）", "country of import"),
            f("transport_mode", "运输方式", "transport mode"),
            f("goods_name", "商品名称", "goods"), f("hs_code", "商品编码", "HS code"),
            f("goods_state", "商品状态", "state of goods"),
            f("quantity", "数量", "quantity", "number"),
            f("issuing_authority", "发证机关", "issuing authority"),
        ),
        (
            TableSpec("vehicles", "附表", "annex", (
                VIN, BRAND, MODEL, REGISTERED,
                f("export_endorsement_date", "转让登记待出口日期", "date of the export endorsement", "date"))),
        ),
        numbers=("licence_number",), dates=("issue_date",),
        keys=("licence_number",), vehicles="vehicles",
    ),
)  # fmt: skip
