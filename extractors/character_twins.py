"""Characters with twins: Chinese characters that look alike or mean the same and have code points of their own.

Text layers write radicals for characters (⻋ for 车), readers write traditional forms of simplified print (粵 for 粤).
Each is mapped to the character that papers of the mainland print, one for one, where words enter (``layout.span``) and
where values are parsed (``values.folding``); what was printed stays beside it as the raw text. Letters of other
alphabets inside codes are left to ``domain.identifiers.alphabet``: in words they are right as they are.

Sources: EquivalentUnifiedIdeograph.txt of Unicode 14 (radicals), 简化字总表 1986 (traditional forms; only those that
papers of this trade print and that have one simplified form: 乾, which is also 乾县, is not among them).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗"
    "⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑长⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟"
    "⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀"
)
"""CJK Radicals Supplement, U+2E80 to U+2EFF: each radical with its character"""
_TRADITIONAL = (
    "亙亘來来侶侣倆俩倉仓個个們们倫伦偉伟側侧傑杰備备傳传債债傷伤僅仅僑侨價价儀仪億亿償偿優优儲储內内凱凯別别則则剛刚創创劃划劉刘劑剂動动務务勝胜勞劳勢势匯汇區区協协厲厉參参叄叁吳吴啟启喪丧喬乔單单嗎吗嚴严"
    "國国圍围園园圓圆圖图團团執执報报場场塊块塵尘墊垫墻墙壇坛壓压壞坏壯壮夠够夾夹奧奥奪夺奮奋婦妇媽妈孫孙學学實实寧宁審审寫写寬宽寵宠寶宝將将專专尋寻對对導导屆届層层屬属島岛峽峡嶺岭帶带幣币幫帮幹干幾几廈厦"
    "廟庙廠厂廢废廣广廳厅張张強强彈弹彙汇後后徑径從从復复徵征慶庆憑凭憶忆應应懷怀戰战戶户拋抛挾挟捨舍掃扫掛挂採采揚扬換换損损搖摇搶抢撥拨擇择擊击擔担據据擬拟擴扩攝摄敗败敵敌數数斷断時时晉晋暢畅暫暂暱昵曆历"
    "曉晓書书會会東东條条楊杨業业極极榮荣構构槍枪樓楼標标樞枢樣样樹树橋桥機机橫横檔档檢检欄栏權权歐欧歡欢歲岁歷历殘残毀毁氣气氫氢決决沒没況况淨净淺浅測测湯汤準准溫温滅灭滬沪滾滚滿满漁渔漢汉漲涨漸渐潔洁潤润"
    "澤泽濕湿濟济濱滨濾滤瀋沈灣湾災灾無无煙烟熱热燈灯營营爐炉爾尔牽牵狀状獎奖獨独獲获瑪玛環环瓊琼產产畢毕畫画異异當当療疗發发盜盗盡尽監监盤盘盧卢眞真眾众碩硕確确碼码礎础禍祸禮礼稅税稈秆種种稱称穀谷積积穩稳"
    "競竞筆笔筍笋箇个節节範范築筑簡简簽签簾帘籌筹粵粤糧粮紀纪約约紅红納纳純纯紙纸級级細细終终組组結结絕绝給给統统經经綠绿維维網网緊紧線线緣缘編编緯纬練练縣县縫缝縮缩總总績绩織织繳缴繼继續续罈坛罰罚罷罢羅罗"
    "義义習习聖圣聯联聲声聶聂職职聽听脈脉腳脚膠胶膽胆臟脏臨临臺台與与興兴舉举舊旧艙舱艦舰莊庄華华萬万葉叶蓋盖蓮莲蔣蒋蕭萧薩萨藝艺藥药蘇苏蘋苹蘭兰處处號号虧亏蟲虫術术衛卫補补裝装裡里複复襯衬見见規规視视覺觉"
    "覽览觀观觸触訂订計计訊讯訓训託托記记訟讼訪访設设許许註注詐诈評评詢询試试話话該该詳详語语誠诚誤误說说誰谁調调談谈請请論论諮咨諾诺謝谢謹谨證证識识譚谭譯译議议護护讀读變变讓让豐丰貝贝負负財财貢贡貧贫貨货"
    "販贩貫贯責责貯贮貳贰貴贵買买貸贷費费貼贴貿贸賀贺賃赁資资賈贾賒赊賓宾賜赐賠赔賢贤賣卖質质賬账賴赖購购贈赠贏赢贛赣趕赶趙赵躍跃車车軌轨軍军軟软軸轴較较載载輔辅輕轻輛辆輝辉輪轮輯辑輸输轉转轎轿辦办辭辞農农"
    "迴回這这連连進进遊游運运過过達达違违遙遥遞递遠远適适遲迟選选遺遗遼辽邁迈還还邊边郵邮鄉乡鄒邹鄧邓鄭郑鄰邻醫医釀酿釋释釘钉針针鈑钣鈕钮鈣钙鈴铃鉛铅鉤钩銀银銅铜銳锐銷销鋁铝鋒锋鋪铺鋼钢錄录錢钱錦锦錫锡鍍镀"
    "鍵键鍾钟鎂镁鎖锁鎮镇鏈链鏡镜鏽锈鐘钟鐵铁鑄铸鑑鉴鑒鉴鑽钻長长門门閉闭開开間间閥阀閩闽閱阅閻阎闆板闊阔關关陝陕陣阵陰阴陳陈陸陆陽阳隊队階阶際际隨随險险隱隐隸隶雖虽雙双雜杂離离難难雲云電电霧雾靈灵靜静韓韩"
    "頁页頂顶項项順顺預预頓顿領领頭头頸颈頻频顆颗題题額额顏颜願愿類类顧顾顯显風风飛飞飾饰養养餘余館馆馬马馮冯駐驻駕驾駛驶駿骏騎骑騰腾驅驱驗验驛驿驟骤體体鬆松鬥斗魚鱼魯鲁鮮鲜鳥鸟鳳凤鵬鹏鷹鹰鹽盐麗丽麥麦黃黄"
    "點点黨党齊齐齒齿齡龄龍龙龐庞龜龟"
)
"""traditional forms, each with its simplified one"""


def _pairs(text: str) -> dict[str, str]:
    return dict(zip(text[::2], text[1::2], strict=True))


TWINS: dict[str, str] = _pairs(_RADICALS) | _pairs(_TRADITIONAL)
"""what is mapped; Kangxi radicals, compatibility characters and full width are mapped by their Unicode form besides"""


@lru_cache(maxsize=8192)
def plain(character: str) -> str:
    """The character that is meant: radicals, compatibility and traditional forms resolved, letters and digits half width.

    Punctuation stays as it is: forms tell labels from values by it.
    """
    if character < "\u2e80":
        return character
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) == 1 and folded.isalnum():
        character = folded
    return TWINS.get(character, character)


def plain_text(text: str) -> str:
    """``text`` with every character ``plain``; of the same length."""
    return "".join(map(plain, text))
