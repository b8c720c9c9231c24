"""Words that printed forms use for a field. Several per field, because no two offices print the same."""

from __future__ import annotations

from domain.field import DocumentKind as K

_INVOICE = {
    "buyer_name": ("名称",),
    "invoice_number": ("发票号码",),
    "issue_date": ("开票日期",),
}

LABELS: dict[K, dict[str, tuple[str, ...]]] = {
    K.REGISTRATION_CERTIFICATE: {},
    K.VEHICLE_LICENCE: {},
    K.VAT_INVOICE: _INVOICE,
    K.DIGITAL_INVOICE: _INVOICE,
    K.REPAIR_BILL: {
        "bill_number": ("结算单号", "工单号", "编号", "结算清单编号", "单据编号", "维修单号", "施工单号", "委托书号", "RO号"),
        "vin": ("VIN", "车架号", "车架号/VIN", "VIN码", "底盘号", "车辆识别代号", "车辆识别代码"),
        "plate": ("车牌号", "车牌号码", "号牌号码", "牌照号", "车牌", "车号"),
        "engine_no": ("发动机号", "发动机号码", "发动机/电机号"),
        "brand": ("品牌", "厂牌"),
        "model": ("车型", "厂牌型号", "车辆型号", "品牌型号", "车型代码"),
        "mileage": ("进厂里程", "行驶里程", "送修里程", "里程", "里程表读数", "进店里程", "公里数", "当前里程"),
        "mileage_out": ("出厂里程", "出厂里程表读数", "交车里程"),
        "service_in_date": ("进厂日期", "进厂时间", "送修日期", "接车日期", "开单日期", "来店日期", "维修日期"),
        "service_out_date": ("出厂日期", "交车日期", "竣工日期", "完工日期", "出厂时间"),
        "settlement_date": ("结算日期", "结算时间", "结账日期", "收款日期"),
        "service_type": ("维修类别", "维修类型", "业务类型", "作业类别", "服务类别", "修理性质"),
        "fault_description": ("故障描述", "客户描述", "报修内容", "故障现象", "客户需求"),
        "customer_name": ("托修方", "客户名称", "车主", "车主姓名", "客户", "送修单位", "单位名称(车主姓名)"),
        "shop_name": ("承修方", "承修单位", "维修企业", "服务站", "经销商名称"),
        "shop_tax_id": ("统一社会信用代码", "税号", "信用代码", "纳税人识别号"),
        "parts_total": ("材料费", "配件费", "材料费合计", "配件金额", "零件费", "材料费小计"),
        "labour_total": ("工时费", "工时费合计", "工时金额", "人工费", "工时费小计"),
        "discount": ("优惠", "优惠金额", "折扣", "减免"),
        "amount_total": ("合计", "应收合计", "费用合计", "总计", "实收金额", "合计金额", "结算金额", "应收金额"),
        "amount_total_capital": ("大写", "金额大写", "人民币大写", "合计大写", "合计(大写)", "实收金额(大写)"),
        "invoice_number": ("发票号码", "发票号"),
    },
    K.EXPORT_DECLARATION: {
        "customs_office": ("出境关别",),
        "consignor": ("境内发货人",),
    },
    K.CONFIRMATION_LETTER: {
        "letter_number": ("编号", "文号", "确认书编号", "No."),
        "destination_country": ("出口目的国", "出口国别", "目的国", "出口国家", "出口目的国（地区）"),
        "exporter": ("出口企业", "出口商", "出口单位", "申请单位"),
        "exporter_id": ("统一社会信用代码", "信用代码"),
        "contract_no": ("合同号", "出口合同号", "合同编号"),
        "issue_date": ("日期", "签发日期", "出具日期"),
        "valid_until": ("有效期至", "有效期截至", "本确认书有效期至"),
        "vin": ("车架号（VIN码）", "VIN码", "车辆识别代号", "车架号", "VIN", "车辆识别代号(VIN)"),
        "brand": ("品牌", "车辆品牌", "商标"),
        "model": ("车辆型号", "型号", "车型"),
        "register_date": ("注册登记日期", "注册日期", "初次登记日期"),
        "engine_no": ("发动机号", "发动机号码"),
        "mileage": ("行驶里程", "里程(km)", "当前里程"),
        "name": ("网点名称", "服务商", "服务网点", "服务提供方", "售后服务商名称"),
        "address": ("地址", "网点地址", "详细地址"),
        "phone": ("联系电话", "电话", "服务热线"),
        "country": ("国家", "国家/地区", "所在国"),
    },
    K.EXPORT_LICENCE: {},
    K.OTHER: {},
}
