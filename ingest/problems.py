"""Every problem that reading files can report: one literal table, from which docs/problems.md is made.

A problem is a value that goes with a file or page; it says what is the matter and what a person can do about
it. NOTE has no effect on the verdict, anything heavier makes the bundle *review* at best.
"""

from __future__ import annotations

from domain.document import Actor, Problem, Severity
from domain.problem_spec import ProblemSpec

NOTE, MEDIUM, HIGH = Severity.NOTE, Severity.MEDIUM, Severity.HIGH

_AGAIN = ("请重新导出或重新扫描后再上传。", "Export or scan it again and upload the new file.")
_SHARP = ("请平放、对焦、避免反光后重拍。", "Photograph it again: flat, in focus, without reflections.")
_NOTHING = ("无需处理。", "Nothing to do.")
_SPLIT = ("请拆分成较小的文件后分别上传。", "Split it into smaller files and upload these.")
_TO_PDF = ("请导出为 PDF 后上传。", "Export it as PDF and upload that.")
_UNLOCK = ("请去掉密码后重新上传。", "Remove the password and upload it again.")
_ISO_DAY = ("请改正 bundle.json，或删去该项。", "Correct bundle.json or leave the entry out.")

PROBLEMS: tuple[ProblemSpec, ...] = (
    # files of any kind
    ProblemSpec("empty_file", HIGH, "文件是空的（0 字节）。", "The file is empty (0 bytes).", *_AGAIN),
    ProblemSpec("file_failed", HIGH, "文件无法打开（{reason}）。", "The file could not be opened ({reason}).", *_AGAIN),
    ProblemSpec("file_too_big", HIGH, "文件 {size} MB，超过上限 {limit} MB，未读取。",
                "The file has {size} MB, over the limit of {limit} MB; it was not read.", *_SPLIT),
    ProblemSpec("unknown_kind", HIGH, "无法识别的文件类型，未读取。", "This kind of file is not known; it was not read.",
                "请上传 PDF、JPEG、PNG、TIFF、OFD、XML 或 ZIP。", "Upload PDF, JPEG, PNG, TIFF, OFD, XML or ZIP."),
    ProblemSpec("not_what_name_says", HIGH, "文件名是 .{extension}，内容却是 {found}，未读取。",
                "The name says .{extension} but the content is {found}; it was not read.", *_AGAIN),
    ProblemSpec("extension_differs", NOTE, "文件名是 .{extension}，内容是 {found}，已按内容读取。",
                "The name says .{extension}, the content is {found}; read by its content.", *_NOTHING),
    ProblemSpec("text_file", MEDIUM, "这是纯文本或网页文件，不能作为单证。",
                "This is a plain text or web page, which is no paper.", *_TO_PDF),
    ProblemSpec("office_file", HIGH, "这是办公软件文件（{found}），未读取。",
                "This is an office file ({found}); it was not read.", *_TO_PDF),
    ProblemSpec("archive_not_taken", HIGH, "不支持的压缩格式（{found}），其中的文件未读取。",
                "Archives of this format ({found}) are not taken; the files inside were not read.",
                "请解压后上传，或改用 ZIP。", "Unpack it and upload the files, or use ZIP."),
    ProblemSpec("archive_part", HIGH, "这是分卷压缩包“{name}”的一卷（{number}），单独一卷无法打开，未读取。",
                "This is one part ({number}) of the split archive “{name}”; alone it cannot be opened and was not read.",
                "请把全部分卷放在一起解压后，上传其中的文件，或改用不分卷的 ZIP。",
                "Put all parts together, unpack them and upload the files, or use one ZIP."),
    ProblemSpec("mail_body", NOTE, "这是邮件（“{subject}”）：已读取附件，邮件正文不作为单证。",
                "This is an e-mail (“{subject}”): its attachments were read; what the mail itself says is no paper.",
                *_NOTHING),
    ProblemSpec("mail_without_files", MEDIUM, "这是邮件（“{subject}”），没有附件；邮件正文不能作为单证。",
                "This is an e-mail (“{subject}”) without attachments; what the mail itself says is no paper.",
                "请上传单证本身；超大附件请先下载。",
                "Upload the paper itself; download large attachments that are links first."),
    ProblemSpec("mail_logos", NOTE, "邮件正文中的 {count} 个小图标已忽略（{name} 等）。",
                "{count} small pictures in the text of the mail were ignored ({name} ...).", *_NOTHING),
    ProblemSpec("mail_not_taken", HIGH, "这是 Outlook 邮件文件（MSG），其中的附件未读取。",
                "This is a message of Outlook (MSG); the files attached to it were not read.",
                "请打开邮件，另存附件后上传，或将邮件另存为 EML。",
                "Open it, save its attachments and upload these, or save the message as EML."),
    ProblemSpec("system_file", NOTE, "系统自动生成的文件，已忽略。", "A file that an operating system leaves behind; ignored.",
                *_NOTHING),
    # containers
    ProblemSpec("archive_empty", MEDIUM, "压缩包里没有文件。", "The archive holds no files.", *_AGAIN),
    ProblemSpec("archive_broken", HIGH, "压缩包损坏或不完整，无法打开。",
                "The archive is damaged or incomplete and cannot be opened.", *_AGAIN),
    ProblemSpec("archive_bomb", HIGH, "压缩包解压后超过上限 {limit} MB，已拒绝。",
                "The archive would unpack to more than {limit} MB; it was refused.", *_SPLIT),
    ProblemSpec("archive_too_many_files", HIGH, "压缩包内有 {count} 个文件，超过上限 {limit}，已拒绝。",
                "The archive holds {count} files, over the limit of {limit}; it was refused.", *_SPLIT),
    ProblemSpec("member_encrypted", HIGH, "压缩包内的“{name}”有密码，未读取。",
                "“{name}” in the archive is encrypted and was not read.", *_UNLOCK),
    ProblemSpec("member_damaged", HIGH, "压缩包内的“{name}”损坏或压缩方式不支持，未读取。",
                "“{name}” in the archive is damaged or packed by an unknown method; it was not read.", *_AGAIN),
    ProblemSpec("member_path_unsafe", HIGH, "压缩包内的“{name}”路径越界或为链接，已拒绝。",
                "“{name}” in the archive points outside its folder or is a link; it was refused.",
                "请用普通方式重新压缩这些文件。", "Pack the files again in the ordinary way."),
    ProblemSpec("member_bomb", HIGH, "压缩包内的“{name}”压缩比异常，已拒绝。",
                "“{name}” in the archive unpacks out of all proportion; it was refused.", *_AGAIN),
    ProblemSpec("member_too_big", HIGH, "压缩包内的“{name}”超过单个文件上限 {limit} MB，未读取。",
                "“{name}” in the archive is over the limit of {limit} MB a file; it was not read.", *_SPLIT),
    ProblemSpec("member_renamed", NOTE, "压缩包内有同名文件，其中一个改称“{name}”。",
                "The archive holds several files of one name; one is now called “{name}”.", *_NOTHING),
    ProblemSpec("archive_nested_too_deep", HIGH, "“{name}”是压缩包中的压缩包里的压缩包，未展开。",
                "“{name}” is an archive nested too deep and was not opened.",
                "请解开内层压缩包后上传。", "Unpack the inner archives and upload the files."),
    ProblemSpec("system_members", NOTE, "压缩包内 {count} 个系统文件已忽略（{name} 等）。",
                "{count} system files in the archive were ignored ({name} ...).", *_NOTHING),
    # PDF
    ProblemSpec("pdf_encrypted", HIGH, "PDF 有打开密码，无法读取。", "The PDF needs a password and cannot be read.", *_UNLOCK),
    ProblemSpec("pdf_shell", HIGH,
                "这是需要其他程序才能显示的 PDF（动态表单或受权限保护的文件），只能看到提示页，单证内容未读取。",
                "This PDF needs another program to be shown (a dynamic form or a protected document): only a notice is seen, "
                "the paper itself was not read.",
                "请用 Adobe Reader 打开后打印为 PDF，或打印后扫描，再上传。",
                "Open it in Adobe Reader and print it as PDF, or print and scan it, and upload that."),
    ProblemSpec("pdf_broken", HIGH, "PDF 损坏或不完整，无法打开。", "The PDF is damaged or incomplete and cannot be opened.",
                *_AGAIN),
    ProblemSpec("pdf_attachments", MEDIUM, "PDF 内附有 {count} 个文件（“{name}”），未读取。",
                "The PDF carries {count} files inside it (“{name}”); they were not read.",
                "请取出附件后单独上传。", "Save them and upload them on their own."),
    ProblemSpec("pdf_no_pages", HIGH, "PDF 没有页面。", "The PDF has no pages.", *_AGAIN),
    ProblemSpec("too_many_pages", HIGH, "共 {count} 页，超过上限 {limit} 页，未读取。",
                "It has {count} pages, over the limit of {limit}; it was not read.", *_SPLIT),
    ProblemSpec("page_broken", HIGH, "这一页损坏，无法读取。", "This page is damaged and cannot be read.", *_AGAIN),
    ProblemSpec("page_failed", HIGH, "这一页无法读取（{reason}）。", "This page could not be read ({reason}).",
                "请重新导出或扫描；若仍失败，请人工查看原件。", "Export or scan it again; else look at the original.",
                Actor.CLERK),
    ProblemSpec("step_failed", NOTE, "{step}未能处理（{reason}）：{loss}。",
                "This step failed: {step} ({reason}); {loss}.",
                "页面文字已照常读取；如缺少内容，请重新导出或扫描。",
                "The words were read all the same; export or scan it again if something is missing."),
    ProblemSpec("page_missing", HIGH, "文件里没有这一页。", "The file has no such page.", *_AGAIN),
    ProblemSpec("page_size_extreme", MEDIUM, "页面尺寸异常（{width} × {height} 毫米），按较低清晰度读取。",
                "The page is unusually large ({width} × {height} mm) and was read at a lower resolution.",
                "如内容不清，请按正常纸张大小重新导出。", "If it reads badly, export it again at the size of normal paper."),
    ProblemSpec("text_layer_unreliable", NOTE, "PDF 文字层不可靠（{reason}），改用图像识别。",
                "The text layer of the PDF is not reliable ({reason}); the picture was read instead.", *_NOTHING),
    ProblemSpec("text_hidden", MEDIUM, "PDF 文字层里有 {count} 个字没有画在纸面上，未采用。",
                "The text layer holds {count} characters that are not painted on the page; they were not used.",
                "请核对纸面与文字层是否一致。", "Check whether the page and its hidden text agree.", Actor.CLERK),
    # pictures
    ProblemSpec("picture_too_large", HIGH, "图像 {width} × {height} 像素，超过上限，未读取。",
                "The picture has {width} × {height} pixels, over the limit; it was not read.",
                "请以 200–300 dpi 重新扫描。", "Scan it again at 200 to 300 dpi."),
    ProblemSpec("picture_broken", HIGH, "图像损坏，无法打开。", "The picture is damaged and cannot be opened.", *_AGAIN),
    ProblemSpec("frames_lost", HIGH, "TIFF 在第 {count} 页之后损坏，其余页面未读取。",
                "The TIFF is damaged after page {count}; what follows was not read.", *_AGAIN),
    ProblemSpec("frames_unread", MEDIUM, "文件含有多张图像，只读取了第一张。",
                "The file holds several pictures; only the first was read.",
                "请将每张图像单独保存后上传，或改用 PDF。", "Save each picture on its own, or use PDF."),
    ProblemSpec("picture_truncated", MEDIUM, "图像不完整，只读取了现存部分。",
                "The picture is incomplete; what there is was read.", *_AGAIN),
    ProblemSpec("picture_tiny", HIGH, "图像只有 {width} × {height} 像素，文字难以辨认。",
                "The picture has only {width} × {height} pixels, too few to read print.", *_SHARP),
    # pictures as clean-up judges them (``ingest.cleanup.advice``): notes where the page reads well all the same
    ProblemSpec("page_blank", NOTE, "此页为空白页。", "This page is blank.",
                "如果原件有内容，请重新扫描或拍摄。", "If the original has content, scan it again."),
    ProblemSpec("picture_blurred", MEDIUM, "图像模糊。", "The picture is blurred.",
                "请拿稳手机、对焦后重新拍摄，或改用扫描仪。", "Hold the phone still, focus, take it again; or scan it."),
    ProblemSpec("picture_shaken", MEDIUM, "手抖，图像有拖影。", "The phone moved: the picture is smeared in one direction.",
                "请双手持稳手机，或在更亮处重新拍摄。", "Hold the phone with both hands, or take it again in brighter light."),
    ProblemSpec("picture_dark", MEDIUM, "图像过暗。", "The picture is too dark.",
                "请在明亮均匀的光线下重新拍摄。", "Take it again in bright, even light."),
    ProblemSpec("picture_glare", MEDIUM, "图像有反光。", "Part of the picture is washed out by glare.",
                "请关闭闪光灯、避开反光后重新拍摄。", "Take it again without flash, away from reflections."),
    ProblemSpec("picture_washed_out", MEDIUM, "曝光过度，字迹发白。", "Too bright: the print is washed out.",
                "请避开直射光，点按纸面对焦测光后重新拍摄。",
                "Move out of the direct light, tap the paper so that the phone measures it, take it again."),
    ProblemSpec("picture_shadow", NOTE, "纸面有较深的阴影。", "A deep shadow lies on the paper.",
                "如不清楚，请换个方向避开阴影后重拍。", "If it is hard to read, turn out of your shadow and take it again."),
    ProblemSpec("picture_too_small", MEDIUM, "文字过小，分辨率不足。", "The print is too small in this picture.",
                "请靠近拍摄，或以 200 dpi 以上扫描。", "Take it from closer by, or scan it at 200 dpi or more."),
    ProblemSpec("page_cut_off", NOTE, "页面边缘的文字可能不完整。", "Text at the edge of the page may be cut off.",
                "请确认整页都在画面内，否则重新拍摄。", "See that the whole page is in the picture, or take it again."),
    ProblemSpec("watermark_left_out", NOTE, "页面上有斜向水印，识别时已略去。",
                "A watermark lies aslant over the page; it was left out when reading.", *_NOTHING),
    ProblemSpec("page_edge_outside", NOTE, "纸张有一边不在画面内。", "One edge of the sheet is not in the picture.",
                "请确认没有缺字；如有，请退后一些重新拍摄。", "If words are missing, step back and take it again."),
    # e-invoice data
    ProblemSpec("xml_broken", HIGH, "XML 文件格式错误，无法读取。", "The XML is not well-formed and cannot be read.", *_AGAIN),
    ProblemSpec("xml_hostile", HIGH, "XML 含有实体或外部引用定义，已拒绝。",
                "The XML defines entities or refers to other files; it was refused.", *_AGAIN),
    ProblemSpec("xml_too_big", HIGH, "XML 超过 {limit} MB，未读取。", "The XML is over {limit} MB and was not read.", *_SPLIT),
    ProblemSpec("ofd_broken", HIGH, "OFD 文件损坏，无法读取。", "The OFD is damaged and cannot be read.", *_AGAIN),
    # bundle.json
    ProblemSpec("form_not_json", MEDIUM, "bundle.json 不是有效的 JSON（{reason}），未采用。",
                "bundle.json is not valid JSON ({reason}); it was not used.", *_ISO_DAY),
    ProblemSpec("form_wrong_type", MEDIUM, "bundle.json 中 {entry} 的类型不对（应为 {expected}），未采用。",
                "In bundle.json {entry} is of the wrong type (should be {expected}); it was not used.", *_ISO_DAY),
    ProblemSpec("form_bad_date", MEDIUM, "bundle.json 中 {entry} 不是日期（“{value}”），应写作 2026-01-31。",
                "In bundle.json {entry} is no date (“{value}”); write it as 2026-01-31.", *_ISO_DAY),
    ProblemSpec("form_bad_country", MEDIUM, "bundle.json 中 destination“{value}”不是 ISO 3166 三位字母代码。",
                "In bundle.json destination “{value}” is no ISO 3166 alpha-3 code.", *_ISO_DAY),
    ProblemSpec("form_unknown_entry", NOTE, "bundle.json 中 {entry} 不是已知的项，已忽略。",
                "In bundle.json {entry} is not a known entry; ignored.", *_NOTHING),
)  # fmt: skip

_BY_CODE = {spec.code: spec for spec in PROBLEMS}


def problem(code: str, *, page: int | None = None, **values: object) -> Problem:
    """The problem of that code with ``values`` filled into its texts; KeyError for an unknown code or name."""
    return _BY_CODE[code].state(page, **values)


def at_page(found: Problem, number: int) -> Problem:
    """The problem with its page."""
    return Problem(
        found.code, found.message, found.advice, found.severity, found.next_action, found.page or number
    )
