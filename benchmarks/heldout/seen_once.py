# ruff: noqa: E501 -- templates are set as they are printed
"""Layouts that were out of sight of those who write readers and extractors until they were measured with.

Used once while building to find classes of errors; figures from it are therefore a little too good. Written from the
forms' descriptions without looking at the layouts of ``samples.papers``.
"""

from __future__ import annotations

from domain.field import DocumentKind as K
from samples.facts.paper import PaperFacts
from samples.papers.layout import SANS, SERIF, PaperLayout

CERTIFICATE_GREEN_BOOK = """
<style>.t td{border:.8pt solid #2b5d3a;padding:2.2pt 3pt;vertical-align:middle} .n{color:#2b5d3a}</style>
<div style="position:relative">
<table><tr><td style="width:60%"><div style="font-size:190%;letter-spacing:3pt;text-align:center">机动车登记证书</div></td>
<td class="c">{{ p.barcode("Codabar", 46, 8) }}<br>编号：<b>{{ f("certificate_number") }}</b></td></tr></table>
<table class="t" style="margin-top:4mm">
<tr><td class="c n" colspan="4">注册登记摘要信息栏</td></tr>
<tr><td rowspan="2" style="width:5mm" class="c n">Ⅰ</td><td class="n" style="width:58mm">1.机动车所有人/身份证明名称/号码</td>
<td colspan="2">{{ f("owner_name") }}/{{ x.id_paper }}/{{ f("owner_id") }}</td></tr>
<tr><td><span class="n">2.登记机关</span> {{ f("registration_authority") }}</td><td><span class="n">3.登记日期</span> {{ f("register_date") }}</td>
<td><span class="n">4.机动车登记编号</span> {{ f("plate") }}</td></tr>
<tr><td class="c n" colspan="4">转让登记摘要信息栏</td></tr>
{% set rows = table("transfers") %}
{% for i in range(6) %}
<tr><td rowspan="2" class="c n">{{ ["Ⅱ","Ⅲ","Ⅳ","Ⅴ","Ⅵ","Ⅶ"][i] }}</td><td class="n">机动车所有人/身份证明名称/号码</td>
<td colspan="2">{% if i < rows|length %}{{ rows[i].f("owner_name") }}/统一社会信用代码/{{ rows[i].f("owner_id") }}{% endif %}</td></tr>
<tr><td><span class="n">登记机关</span> {% if i < rows|length %}{{ rows[i].f("registration_authority") }}{% endif %}</td>
<td><span class="n">登记日期</span> {% if i < rows|length %}{{ rows[i].f("transfer_date") }}{% endif %}</td>
<td><span class="n">机动车登记编号</span> {% if i < rows|length %}{{ rows[i].f("plate") }}{% endif %}</td></tr>
{% endfor %}
</table><div class="c s">第 1 页</div>
{{ p.seal(get("registration_authority"), "right:4mm;top:52mm") }}
</div>
<div style="page-break-before:always;position:relative">
<div class="c n" style="font-size:120%;border:.8pt solid #2b5d3a;padding:2pt">注册登记机动车信息栏</div>
<table class="t">
{% macro cell(n, label, name, unit="") %}<td class="n" style="width:27mm">{{ n }}.{{ label }}</td><td style="width:58mm">{{ f(name) }}{{ unit }}</td>{% endmacro %}
<tr>{{ cell(5,"车辆类型","vehicle_type") }}{{ cell(6,"车辆品牌","brand") }}</tr>
<tr>{{ cell(7,"车辆型号","model") }}{{ cell(8,"车身颜色","colour") }}</tr>
<tr>{{ cell(9,"车辆识别代号/车架号","vin") }}{{ cell(10,"国产/进口","origin") }}</tr>
<tr>{{ cell(11,"发动机号","engine_no") }}{{ cell(12,"发动机型号","engine_model") }}</tr>
<tr>{{ cell(13,"燃料种类","fuel") }}{{ cell(14,"排量/功率","displacement_power") }}</tr>
<tr>{{ cell(15,"制造厂名称","maker") }}<td class="n">16.转向形式</td><td>方向盘</td></tr>
<tr><td class="n">17.轮距</td><td>{{ x.track }} mm</td><td class="n">18.轮胎数</td><td>4</td></tr>
<tr><td class="n">19.轮胎规格</td><td>{{ x.tyres }}</td><td class="n">20.钢板弹簧片数</td><td>后轴 -- 片</td></tr>
<tr><td class="n">21.轴距</td><td>{{ x.wheelbase }} mm</td><td class="n">22.轴数</td><td>2</td></tr>
<tr><td class="n">23.外廓尺寸</td><td>{{ x.size }} mm</td><td rowspan="2" class="n">33.发证机关章</td><td rowspan="5" style="position:relative"></td></tr>
<tr><td class="n">24.货厢内部尺寸</td><td>长 宽 高 mm</td></tr>
<tr>{{ cell(25,"总质量","total_mass"," kg") }}<td class="n">26.核定载质量 kg</td></tr>
<tr>{{ cell(27,"核定载客","seats"," 人") }}<td class="n">28.准牵引总质量 kg</td></tr>
<tr><td class="n">29.驾驶室载客</td><td>人</td><td class="n">31.车辆获得方式 {{ f("acquisition") }}</td></tr>
<tr>{{ cell(30,"使用性质","use_character") }}{{ cell(32,"车辆出厂日期","factory_date") }}</tr>
<tr><td colspan="2"></td>{{ cell(34,"发证日期","issue_date") }}</tr>
</table><div class="c s">第 2 页</div>
{{ p.seal(get("registration_authority"), "right:14mm;top:58mm") }}
</div>
<div style="page-break-before:always;position:relative">
<div class="c n" style="font-size:120%;border:.8pt solid #2b5d3a;padding:2pt">登 记 栏</div>
<div style="border:.8pt solid #2b5d3a;min-height:120mm;padding:3mm">
{% for row in table("endorsements") %}
<p style="margin:0 0 5mm 0">&nbsp;&nbsp;{{ row.f("endorsement") }}<br>
{% if "抵押" in row.get("endorsement") %}抵押权人姓名/名称：{{ row.f("owner_name") }}<br>{% if "解除" in row.get("endorsement") %}解除抵押日期{% else %}抵押登记日期{% endif %}：{{ row.f("date") }}
{% else %}现机动车所有人：{{ row.f("owner_name") }}<br>身份证明名称/号码：统一社会信用代码/{{ row.f("owner_id") }}<br>登记日期：{{ row.f("date") }}{{ p.note("export_endorsement_date") }}{% endif %}</p>
{% endfor %}
{{ p.seal(get("registration_authority"), "left:70mm;top:30mm") }}
</div><div class="c s">第 3 页　编号 {{ get("certificate_number") }}</div></div>
"""

LICENCE_CARD = """
<div style="position:relative;width:96mm;border:1pt solid #888;border-radius:3mm;padding:3mm;margin:10mm">
<div class="c" style="font-size:150%">中华人民共和国机动车行驶证</div><div class="c s">Vehicle License of the People's Republic of China</div>
<table style="margin-top:2mm"><tr><td class="s" style="width:15mm">号牌号码<br>Plate No.</td><td>{{ f("plate") }}</td><td class="s">车辆类型<br>Vehicle Type</td><td>{{ f("vehicle_type") }}</td></tr>
<tr><td class="s">所 有 人<br>Owner</td><td colspan="3">{{ f("owner_name") }}</td></tr>
<tr><td class="s">住　　址<br>Address</td><td colspan="3">{{ f("address") }}</td></tr>
<tr><td class="s">使用性质<br>Use Character</td><td>{{ f("use_character") }}</td><td class="s">品牌型号<br>Model</td><td>{{ f("model") }}</td></tr></table>
<table><tr><td rowspan="3" style="width:26mm;position:relative">&nbsp;{{ p.square_seal([x.authority[:6], x.authority[6:] or "支队"], "left:1mm;top:1mm") }}</td>
<td class="s">车辆识别代号<br>VIN</td><td colspan="3">{{ f("vin") }}</td></tr>
<tr><td class="s">发动机号码<br>Engine No.</td><td colspan="3">{{ f("engine_no") }}</td></tr>
<tr><td class="s">注册日期<br>Register Date</td><td>{{ f("register_date") }}</td><td class="s">发证日期<br>Issue Date</td><td>{{ f("issue_date") }}</td></tr></table></div>
<div style="width:96mm;border:1pt solid #888;border-radius:3mm;padding:3mm;margin:10mm">
<div class="c" style="font-size:130%">中华人民共和国机动车行驶证副页</div>
<table><tr><td class="s">号牌号码</td><td>{{ get("plate") }}</td><td class="s">档案编号</td><td>{{ f("file_number") }}</td></tr>
<tr><td class="s">核定载人数</td><td>{{ f("seats") }}人</td><td class="s">总 质 量</td><td>{{ f("total_mass") }}kg</td></tr>
<tr><td class="s">整备质量</td><td>{{ x.curb }}kg</td><td class="s">核定载质量</td><td>--</td></tr>
<tr><td class="s">外廓尺寸</td><td>{{ x.size }}</td><td class="s">准牵引总质量</td><td>--</td></tr>
<tr><td class="s">备　　注</td><td colspan="3">{{ x.fuel }}</td></tr>
<tr><td class="s">检验记录</td><td colspan="3">检验有效期至{{ f("inspection_valid_until", "month") }}</td></tr></table></div>
"""

BILL_WORKSHOP_SOFTWARE = """
<div class="b" style="font-size:150%">{{ f("shop_name") }}</div>
<div style="border-bottom:1.2pt solid #000;padding-bottom:1mm" class="s">地址：{{ x.shop.address }}　服务热线：{{ x.shop.phone }}　信用代码：{{ f("shop_tax_id") }}</div>
<div class="c" style="font-size:135%;margin:2mm">维修结算单（客户联）</div>
<table class="s"><tr><td>单　　号：{{ f("bill_number") }}</td><td>开单时间：{{ f("service_in_date","minute") }}</td><td>打印：{{ p.date(get("settlement_date"),"minute") }}</td></tr>
<tr><td>客户姓名：{{ f("customer_name") }}</td><td>联系电话：{{ x.customer_phone }}</td><td>送修人：{{ x.sender }}</td></tr>
<tr><td>车牌号码：{{ f("plate") }}</td><td>车　　型：{{ f("model") }}</td><td>进厂公里：{{ f("mileage","bare") }}</td></tr>
<tr><td colspan="2">底盘号码：{{ f("vin") }}</td><td>业务类别：{{ f("service_type") }}</td></tr>
<tr><td>结账日期：{{ f("settlement_date") }}</td><td>交车日期：{{ f("service_out_date") }}</td><td>服务顾问：{{ x.adviser }}</td></tr></table>
<table style="margin-top:3mm"><tr style="border-top:1pt solid #000;border-bottom:1pt solid #000"><th>序</th><th>类型</th><th style="text-align:left">维修项目/配件名称</th><th>数量/工时</th><th>单价</th><th>金额</th></tr>
{% for r in table("lines") %}<tr><td class="c">{{ loop.index }}</td><td class="c">{{ r.f("line_kind") }}</td><td>{{ r.f("name") }}</td><td class="r">{% if r.is_labour %}{{ r.f("hours") }}{% else %}{{ r.f("quantity") }}{% endif %}</td><td class="r">{{ r.f("unit_price","plain") }}</td><td class="r">{{ r.f("amount","plain") }}</td></tr>{% endfor %}
</table>
<table style="border-top:1pt solid #000;margin-top:1mm"><tr><td>工时费：{{ f("labour_total","plain") }}</td><td>配件费：{{ f("parts_total","plain") }}</td><td>优惠：{% if get("discount") %}{{ f("discount","plain") }}{% else %}0.00{% endif %}</td><td class="b">应收金额：{{ f("amount_total","plain") }}</td></tr>
<tr><td colspan="4">人民币（大写）：{{ p.capital() }}</td></tr></table>
<p class="s">故障描述：{{ f("fault_description") }}</p>
<p class="s">客户确认以上项目并已验车，签字：{{ p.signature() }}　　财务：______</p>{{ p.seal(get("shop_name"), "right:20mm;top:150mm", "业务专用章") }}
"""

BILL_TWO_BLOCKS = """
<div class="c b" style="font-size:160%">机动车维修费用结算清单</div>
<div class="r">编号：{{ f("bill_number") }}</div>
<table class="grid"><tr><td rowspan="3" class="c" style="width:7mm">托修方</td><td>单位名称(车主姓名)</td><td>{{ f("customer_name") }}</td><td>送修人</td><td>{{ x.sender }}</td></tr>
<tr><td>车牌号码</td><td>{{ f("plate") }}</td><td>厂牌型号</td><td>{{ f("brand") }} {{ f("model") }}</td></tr>
<tr><td>联系电话</td><td>{{ x.customer_phone }}</td><td>VIN码</td><td>{{ f("vin") }}</td></tr>
<tr><td rowspan="3" class="c">承修方</td><td>单位名称</td><td>{{ f("shop_name") }}</td><td>联系电话</td><td>{{ x.shop.phone }}</td></tr>
<tr><td>地　　址</td><td>{{ x.shop.address }}</td><td>工单号码</td><td>{{ x.contract }}</td></tr>
<tr><td>维修类别</td><td>{{ f("service_type") }}</td><td>进厂日期</td><td>{{ f("service_in_date") }}</td></tr>
<tr><td colspan="2">进厂里程表读数</td><td>{{ f("mileage") }}</td><td>出厂里程表读数</td><td>{{ f("mileage_out") }}</td></tr>
<tr><td colspan="2">竣工日期</td><td>{{ f("service_out_date") }}</td><td>结算日期</td><td>{{ f("settlement_date") }}</td></tr></table>
<div style="margin:2mm 0">表一　费用</div>
<table class="grid c"><tr><td>材料费</td><td>工时费</td><td>加工费</td><td>其他费用</td><td>合计（元）</td></tr>
<tr><td>{{ f("parts_total","comma") }}</td><td>{{ f("labour_total","comma") }}</td><td>0.00</td><td>{% if get("discount") %}-{{ f("discount","comma") }}{% else %}0.00{% endif %}</td><td>{{ f("amount_total","comma") }}</td></tr>
<tr><td>实收金额大写</td><td colspan="4">{{ p.capital() }}</td></tr></table>
{% set rows = table("lines") %}
<div style="margin:2mm 0">表二　材料明细</div>
<table class="grid"><tr class="c"><td>名称</td><td>编码</td><td>单位</td><td>数量</td><td>单价</td><td>金额</td></tr>
{% for r in rows if not r.is_labour %}<tr><td>{{ r.f("name") }}</td><td>{{ r.f("code") }}</td><td class="c">{{ r.f("unit") }}</td><td class="c">{{ r.f("quantity") }}</td><td class="r">{{ r.f("unit_price","plain") }}</td><td class="r">{{ r.f("amount","plain") }}</td></tr>{% endfor %}</table>
<div style="margin:2mm 0">表三　工时明细</div>
<table class="grid"><tr class="c"><td>维修项目</td><td>结算工时</td><td>工时单价</td><td>金额</td></tr>
{% for r in rows if r.is_labour %}<tr><td>{{ r.f("name") }}</td><td class="c">{{ r.f("hours") }}</td><td class="r">{{ r.f("unit_price","plain") }}</td><td class="r">{{ r.f("amount","plain") }}</td></tr>{% endfor %}</table>
<p>客户签字：{{ p.signature() }}　　　结算员签章：{{ p.signature() }}　　　承修方（盖章）</p>{{ p.seal(get("shop_name"), "right:8mm;bottom:-24mm", "结算专用章") }}
"""

INVOICE_DIGITAL = """
<style>.b1{border:.9pt solid #8b3a1e}.b1 td{border:.9pt solid #8b3a1e;padding:1.5pt 3pt}.lab{color:#8b3a1e}</style>
<table><tr><td style="width:30mm">{{ p.qr(19) }}</td><td class="c lab" style="font-size:170%">{{ f("title") }}</td>
<td style="width:58mm"><span class="lab">发票号码：</span>{{ f("invoice_number") }}<br><span class="lab">开票日期：</span>{{ f("issue_date","chinese") }}</td></tr></table>
<table class="b1"><tr><td class="lab c" style="width:6mm">购<br>买<br>方<br>信<br>息</td><td><span class="lab">名称：</span>{{ f("buyer_name") }}<br><br><span class="lab">统一社会信用代码/纳税人识别号：</span>{{ f("buyer_tax_id") }}</td>
<td class="lab c" style="width:6mm">销<br>售<br>方<br>信<br>息</td><td><span class="lab">名称：</span>{{ f("seller_name") }}<br><br><span class="lab">统一社会信用代码/纳税人识别号：</span>{{ f("seller_tax_id") }}</td></tr></table>
<table style="border:.9pt solid #8b3a1e;border-top:0"><tr class="lab c"><td>项目名称</td><td>规格型号</td><td>单　位</td><td>数　量</td><td>单　价</td><td>金　额</td><td>税率/征收率</td><td>税　额</td></tr>
{% for r in table("lines") %}<tr><td>{{ r.f("name") }}</td><td>{{ r.f("specification") }}</td><td class="c">{{ r.f("unit") }}</td><td class="r">{{ r.f("quantity") }}</td><td class="r">{{ r.f("unit_price","plain") }}</td><td class="r">{{ r.f("amount","plain") }}</td><td class="c">{{ r.f("tax_rate") }}</td><td class="r">{{ r.f("tax","plain") }}</td></tr>{% endfor %}
<tr><td>&nbsp;</td></tr><tr><td>&nbsp;</td></tr>
<tr><td class="lab c" colspan="5">合　　　　计</td><td class="r">{{ f("amount_excl_tax","yuan") }}</td><td></td><td class="r">{{ f("tax","yuan") }}</td></tr></table>
<table class="b1" style="border-top:0"><tr><td class="lab c" style="width:40mm">价税合计（大写）</td><td>⊗ {{ p.capital() }}　　　　<span class="lab">（小写）</span>{{ f("amount_total","yuan") }}</td></tr></table>
<table class="b1" style="border-top:0"><tr><td class="lab c" style="width:6mm">备<br>注</td><td style="height:16mm;vertical-align:top">车牌号：{{ f("plate") }}；车架号：{{ f("vin") }}；结算单号：{{ f("bill_number") }}；里程：{{ f("mileage") }}</td></tr></table>
<p class="lab">　　开票人：{{ f("drawer") }}</p>
"""

INVOICE_VAT = """
<style>.b2 td{border:.8pt solid #7a4a1a;padding:1pt 2.5pt}.lab{color:#7a4a1a}</style>
<table><tr><td style="width:26mm">{{ p.qr(17) }}</td><td class="c"><div class="lab" style="font-size:165%;letter-spacing:2pt">{{ f("title") }}</div><div class="lab s">发票联</div></td>
<td style="width:55mm;line-height:1.5"><span class="lab">发票代码</span> {{ f("invoice_code") }}<br><span class="lab">发票号码</span> {{ f("invoice_number") }}<br><span class="lab">开票日期</span> {{ f("issue_date","chinese") }}{% if get("check_code") %}<br><span class="lab">校 验 码</span> {{ f("check_code","groups5") }}{% endif %}</td></tr></table>
<div class="s"><span class="lab">机器编号：</span>{{ f("machine_number") }}</div>
<table class="b2"><tr><td class="lab c" style="width:5mm">购买方</td><td style="width:58%"><span class="lab">名　　　　称：</span>{{ f("buyer_name") }}<br><span class="lab">纳税人识别号：</span>{{ f("buyer_tax_id") }}<br><span class="lab">地 址、 电 话：</span>{{ x.buyer.address }}<br><span class="lab">开户行及账号：</span></td><td class="lab c" style="width:5mm">密码区</td><td class="s" style="font-family:'Noto Sans Mono CJK SC'">{% for l in x.cipher %}{{ l }}<br>{% endfor %}</td></tr></table>
<table style="border:.8pt solid #7a4a1a;border-top:0"><tr class="lab c"><td>货物或应税劳务、服务名称</td><td>规格型号</td><td>单位</td><td>数量</td><td>单价</td><td>金额</td><td>税率</td><td>税额</td></tr>
{% for r in table("lines") %}<tr><td>{{ r.f("name") }}</td><td>{{ r.f("specification") }}</td><td class="c">{{ r.f("unit") }}</td><td class="r">{{ r.f("quantity") }}</td><td class="r">{{ r.f("unit_price","plain") }}</td><td class="r">{{ r.f("amount","plain") }}</td><td class="r">{{ r.f("tax_rate") }}</td><td class="r">{{ r.f("tax","plain") }}</td></tr>{% endfor %}
<tr><td>&nbsp;</td></tr><tr><td class="lab c" colspan="5">合　　计</td><td class="r">{{ f("amount_excl_tax","yuan") }}</td><td></td><td class="r">{{ f("tax","yuan") }}</td></tr></table>
<table class="b2" style="border-top:0"><tr><td class="lab">价税合计（大写）</td><td>ⓧ{{ p.capital() }}</td><td class="lab">（小写）</td><td>{{ f("amount_total","yuan") }}</td></tr></table>
<table class="b2" style="border-top:0"><tr><td class="lab c" style="width:5mm">销售方</td><td style="width:58%"><span class="lab">名　　　　称：</span>{{ f("seller_name") }}<br><span class="lab">纳税人识别号：</span>{{ f("seller_tax_id") }}<br><span class="lab">地 址、 电 话：</span>{{ x.shop.address }} {{ x.shop.phone }}<br><span class="lab">开户行及账号：</span>中国银行 40200{{ get("invoice_number") }}</td><td class="lab c" style="width:5mm">备注</td><td>{{ f("plate") }} {{ f("vin") }} 里程{{ f("mileage","km") }}</td></tr></table>
<table class="s"><tr><td>收款人：{{ x.payee }}</td><td>复核：{{ x.checker }}</td><td>开票人：{{ f("drawer") }}</td><td>销售方：（章）</td></tr></table>
{{ p.oval_seal(get("seller_name"), get("seller_tax_id"), "发票专用章", "right:10mm;bottom:-4mm") }}
"""

DECLARATION_WINDOW = """
<style>.d td{border:.7pt solid #000;padding:.8pt 2pt;vertical-align:top;height:8mm} .k{font-size:78%;color:#000}</style>
<div style="position:absolute;right:0;top:0">{{ p.barcode("Code128", 52, 9) }}</div>
<div class="c b" style="font-size:165%">中华人民共和国海关出口货物报关单</div>
<table class="s" style="margin-top:6mm"><tr><td>预录入编号：{{ f("pre_entry_number") }}</td><td>海关编号：{{ f("declaration_number") }}</td><td>（{{ x.customs.name }}）</td><td class="r">页码/页数：1/1</td></tr></table>
<table class="d">
<tr><td style="width:32%"><span class="k">境内发货人</span>（{{ f("consignor_id") }}）<br>{{ f("consignor") }}</td><td><span class="k">出境关别</span>（{{ x.customs.code }}）<br>{{ f("customs_office") }}</td><td><span class="k">出口日期</span><br>{{ f("export_date","compact") }}</td><td><span class="k">申报日期</span><br>{{ f("declaration_date","compact") }}</td><td><span class="k">备案号</span><br></td></tr>
<tr><td><span class="k">境外收货人</span><br>{{ f("consignee") }}</td><td><span class="k">运输方式</span><br>{{ f("transport_mode") }}</td><td><span class="k">运输工具名称及航次号</span><br>{{ x.vessel }}</td><td colspan="2"><span class="k">提运单号</span><br>{{ f("bill_of_lading") }}</td></tr>
<tr><td><span class="k">生产销售单位</span>（{{ get("consignor_id") }}）<br>{{ f("producer") }}</td><td><span class="k">监管方式</span>（0110）<br>{{ f("supervision_mode") }}</td><td><span class="k">征免性质</span>（101）<br>{{ f("levy_nature") }}</td><td colspan="2"><span class="k">许可证号</span><br>{{ f("licence_number") }}</td></tr>
<tr><td><span class="k">合同协议号</span><br>{{ f("contract_no") }}</td><td><span class="k">贸易国（地区）</span>（{{ x.destination.code }}）<br>{{ f("trade_country") }}</td><td><span class="k">运抵国（地区）</span><br>{{ f("destination_country") }}</td><td><span class="k">指运港</span><br>{{ f("destination_port") }}</td><td><span class="k">离境口岸</span><br>{{ f("exit_port") }}</td></tr></table>
<table class="d" style="border-top:0"><tr><td style="width:32%"><span class="k">包装种类</span><br>{{ f("packing") }}</td><td><span class="k">件数</span><br>{{ f("packages") }}</td><td><span class="k">毛重(千克)</span><br>{{ f("gross_weight") }}</td><td><span class="k">净重(千克)</span><br>{{ f("net_weight") }}</td><td><span class="k">成交方式</span><br>{{ f("trade_terms") }}</td><td><span class="k">运费</span></td><td><span class="k">保费</span></td><td><span class="k">杂费</span></td></tr>
<tr><td colspan="8"><span class="k">随附单证及编号</span><br>随附单证1：出口许可证{{ get("licence_number") }}</td></tr>
<tr><td colspan="8"><span class="k">标记唛码及备注</span><br>备注：N/M 二手车出口</td></tr></table>
<table class="s"><tr style="border-bottom:.7pt solid #000"><td>项号</td><td>商品编号</td><td>商品名称及规格型号</td><td>数量及单位</td><td>单价/总价/币制</td><td>原产国(地区)</td><td>最终目的国(地区)</td><td>境内货源地</td><td>征免</td></tr>
{% for g in table("goods") %}<tr style="border-bottom:.4pt solid #555;vertical-align:top"><td>{{ g.f("item_number") }}</td><td>{{ g.f("hs_code") }}</td><td style="width:70mm">{{ g.f("goods_name") }}<br>0|0|点燃式|否|5座|{{ g.f("brand") }}|{{ g.f("model") }}|{{ p.note_row("goods", g.index, "is_used", True) or "" }}旧|VIN:{{ g.f("vin") }}|行驶里程{{ g.f("mileage") }}</td><td class="r">{{ g.f("quantity") }}辆<br>1500千克<br>1辆</td><td class="r">{{ g.f("unit_price","four") }}<br>{{ g.f("total_price","plain") }}<br>{{ f("currency") }}</td><td>{{ g.f("origin_country") }}<br>(CHN)</td><td>{{ g.f("final_country") }}</td><td>({{ x.city.division[:4] }}9){{ x.city.name }}</td><td>照章征税<br>(1)</td></tr>{% endfor %}</table>
<table class="s" style="margin-top:5mm;border-top:.7pt solid #000"><tr><td>特殊关系确认：否</td><td>价格影响确认：否</td><td>支付特许权使用费确认：否</td><td>自报自缴：否</td></tr>
<tr><td>报关人员　报关人员证号 {{ x.declarant_id }}　电话</td><td colspan="2">兹申明对以上内容承担如实申报、依法纳税之法律责任</td><td>海关批注及签章</td></tr><tr><td colspan="4">申报单位 {{ x.broker }}　　申报单位（签章）</td></tr></table>
"""

LETTER_BILINGUAL = """
<div class="c" style="border-bottom:2pt solid #123"><div class="b" style="font-size:150%">{{ f("maker") }}</div><div class="s">After-sales Service Department</div></div>
<div class="c b" style="font-size:165%;margin-top:8mm">售后维修服务确认书</div><div class="c s">Confirmation of After-sales Maintenance Service</div>
<p class="r">No: {{ f("letter_number") }}</p>
<p>致有关商务主管部门：</p>
<p style="text-indent:2em;line-height:1.8">兹确认，由{{ f("exporter") }}（统一社会信用代码：{{ f("exporter_id") }}）依据合同 {{ f("contract_no") }} 出口至{{ f("destination_country") }}的下列{{ table("vehicles")|length }}辆汽车为我公司生产。我公司将通过在当地设立的服务网点，为上述车辆提供售后维修、保养及配件供应服务。</p>
<table class="grid" style="margin:4mm 0"><tr class="c"><td>No.</td><td>VIN<br>车架号</td><td>Model<br>车型</td><td>Brand<br>品牌</td><td>Reg. date<br>登记日期</td></tr>
{% for v in table("vehicles") %}<tr><td class="c">{{ loop.index }}</td><td>{{ v.f("vin") }}</td><td>{{ v.f("model") }}</td><td>{{ v.f("brand") }}</td><td>{{ v.f("register_date") }}</td></tr>{% endfor %}</table>
<p>海外售后服务网点信息 Service outlets：</p>
{% for o in table("outlets") %}<p style="margin-left:2em">{{ loop.index }}) {{ o.f("name") }}<br>地址 Address：{{ o.f("address") }}（{{ o.f("country") }}）<br>电话 Tel：{{ o.f("phone") }}</p>{% endfor %}
<p>本确认书有效期至{{ f("valid_until") }}。</p>
<div class="r" style="margin-top:16mm;position:relative">{{ get("maker") }}（公章）<br>{{ f("issue_date") }}{{ p.note("has_seal") }}{{ p.note("seal_text") }}{{ p.seal(get("maker"), "right:6mm;top:-16mm") }}</div>
"""

LICENCE_NUMBERED = """
<div style="position:relative"><div class="c b" style="font-size:160%">中华人民共和国出口许可证</div><div class="c s">EXPORT LICENCE OF THE PEOPLE'S REPUBLIC OF CHINA</div>
<table class="grid" style="margin-top:3mm">
<tr><td colspan="3">1. 出口商：　　　代码 {{ f("exporter_id") }}<br>Exporter {{ f("exporter") }}</td><td colspan="3">3. 出口许可证号：<br>Export licence No. {{ f("licence_number") }}</td></tr>
<tr><td colspan="3">2. 发货人：<br>Consignor {{ f("consignor") }}</td><td colspan="3">4. 出口许可证有效截止日期：<br>Export licence expiry date {{ f("valid_until") }}</td></tr>
<tr><td colspan="3">5. 贸易方式：<br>Terms of trade {{ f("trade_mode") }}</td><td colspan="3">8. 进口国（地区）：<br>Country/Region of purchase {{ f("destination_country") }}</td></tr>
<tr><td colspan="3">6. 合同号：<br>Contract No. {{ f("contract_no") }}</td><td colspan="3">9. 付款方式：<br>Payment {{ x.payment }}</td></tr>
<tr><td colspan="3">7. 报关口岸：<br>Place of clearance {{ f("customs_office") }}</td><td colspan="3">10. 运输方式：<br>Mode of transport {{ f("transport_mode") }}</td></tr>
<tr><td colspan="3">11. 商品名称：<br>Description of goods {{ f("goods_name") }}</td><td colspan="3">商品编码：<br>Code of goods {{ f("hs_code") }}　商品状态：{{ f("goods_state") }}</td></tr>
<tr class="c"><td>12.规格、等级<br>Specification</td><td>13.单位<br>Unit</td><td>14.数量<br>Quantity</td><td>15.单价(USD)<br>Unit price</td><td>16.总值(USD)<br>Amount</td><td>17.总值折美元<br>Amount in USD</td></tr>
<tr class="c"><td>{{ x.specification }}</td><td>辆</td><td>{{ f("quantity") }}</td><td>{{ x.unit_price }}</td><td>{{ x.total }}</td><td>{{ x.total }}</td></tr>
<tr class="c"><td>18.总计 Total</td><td></td><td>{{ get("quantity") }}</td><td></td><td>{{ x.total }}</td><td>{{ x.total }}</td></tr>
<tr><td colspan="3">19. 备注<br>Supplementary details 一批一证</td><td colspan="3">20. 发证机关签章<br>Issuing authority's stamp {{ f("issuing_authority") }}<br><br>21. 发证日期<br>Licence date {{ f("issue_date") }}</td></tr></table>
{{ p.seal(get("issuing_authority"), "right:16mm;bottom:6mm") }}</div>
<div style="page-break-before:always"><div class="c b" style="font-size:130%">出口许可证附表（二手车）</div><p>许可证号：{{ get("licence_number") }}</p>
<table class="grid c"><tr><td>序号</td><td>VIN码</td><td>车辆品牌</td><td>型号</td><td>注册登记日期</td><td>转让登记待出口日期</td></tr>
{% for v in table("vehicles") %}<tr><td>{{ loop.index }}</td><td>{{ v.f("vin") }}</td><td>{{ v.f("brand") }}</td><td>{{ v.f("model") }}</td><td>{{ v.f("register_date") }}</td><td>{{ v.f("export_endorsement_date") }}</td></tr>{% endfor %}</table></div>
"""


def _has_code(facts: PaperFacts) -> bool:
    return "invoice_code" in facts.fields


_DATES = ("iso", "chinese", "slashed_short", "dotted")
PAPERS: tuple[PaperLayout, ...] = (
    PaperLayout(K.REGISTRATION_CERTIFICATE, "green_book", CERTIFICATE_GREEN_BOOK, "A4", "12mm", sizes_pt=(8.5, 9.0), dates=("iso",)),
    PaperLayout(K.VEHICLE_LICENCE, "card_pair", LICENCE_CARD, "A5", "4mm", sizes_pt=(8.0,), dates=("iso",)),
    PaperLayout(K.REPAIR_BILL, "workshop_software", BILL_WORKSHOP_SOFTWARE, dates=_DATES),
    PaperLayout(K.REPAIR_BILL, "two_blocks", BILL_TWO_BLOCKS, margin="12mm", sizes_pt=(8.5, 9.0), dates=_DATES),
    PaperLayout(K.DIGITAL_INVOICE, "brown_grid", INVOICE_DIGITAL, "210mm 148mm", "8mm", fonts=SERIF, value_fonts=(*SANS, *SERIF), sizes_pt=(8.0, 8.5)),
    PaperLayout(K.VAT_INVOICE, "brown_grid", INVOICE_VAT, "240mm 140mm", "8mm", fonts=SERIF, value_fonts=(*SANS, *SERIF), sizes_pt=(8.0, 8.5), fits=_has_code),
    PaperLayout(K.EXPORT_DECLARATION, "window_print", DECLARATION_WINDOW, "A4 landscape", "9mm", sizes_pt=(8.0, 8.5)),
    PaperLayout(K.CONFIRMATION_LETTER, "bilingual", LETTER_BILINGUAL, margin="20mm", dates=("iso", "chinese", "chinese_short")),
    PaperLayout(K.EXPORT_LICENCE, "numbered_bilingual", LICENCE_NUMBERED, margin="14mm", dates=("iso", "chinese", "dotted")),
)  # fmt: skip
