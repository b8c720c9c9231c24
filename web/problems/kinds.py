"""Every way in which a request can fail, as one table. docs/api-problems.md is made from it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.values import Bilingual

B = Bilingual


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One type of problem document (RFC 9457)."""

    slug: str
    """its page is ``/problems/<slug>``"""
    status: int
    title: Bilingual
    advice: Bilingual
    """what to do, where the failure itself does not say it better"""

    @property
    def uri(self) -> str:
        """What stands as ``type`` in the document: a path of this server."""
        return f"/problems/{self.slug}"


MALFORMED = ProblemKind(
    "malformed", 400, B("请求无法解析", "The request cannot be understood"),
    B("请检查请求的格式。", "Check how the request is written."),
)  # fmt: skip
WRONG_HOST = ProblemKind(
    "wrong-host", 400, B("主机名不被接受", "The server does not answer under this name"),
    B("请使用管理员提供的地址；管理员可在 TONGGUAN_ALLOWED_HOSTS 中添加该主机名。",
      "Use the address that the administrator gave; an administrator can add the name to TONGGUAN_ALLOWED_HOSTS."),
)  # fmt: skip
UNAUTHENTICATED = ProblemKind(
    "unauthenticated", 401, B("未登录", "Nobody is logged in"),
    B("请登录，或在 Authorization 头中提供接口密钥（Bearer tgk_…）。",
      "Log in, or send a machine key as Authorization: Bearer tgk_…."),
)  # fmt: skip
NOT_ALLOWED = ProblemKind(
    "not-allowed", 403, B("没有权限", "Not allowed"),
    B("该账号的角色不允许此操作，请联系管理员。",
      "The role of this account does not allow it; ask an administrator."),
)  # fmt: skip
CSRF = ProblemKind(
    "csrf", 403, B("缺少防伪令牌", "The request does not prove that it comes from our page"),
    B("请刷新页面后重试；程序请在 X-CSRF-Token 头中提供登录时返回的令牌。",
      "Load the page again and retry; programs send the token of the log-in as X-CSRF-Token."),
)  # fmt: skip
PASSWORD_FIRST = ProblemKind(
    "password-first", 403, B("请先修改初始密码", "The first password must be changed before anything else"),
    B("请先用 PUT /api/v1/me/password 设置自己的密码。", "Set a password of your own with PUT /api/v1/me/password."),
)  # fmt: skip
NOT_FOUND = ProblemKind(
    "not-found", 404, B("未找到", "Not found"),
    B("请核对编号；也可能您的账号无权看到它。", "Check the id; it may also belong to somebody else."),
)  # fmt: skip
METHOD_NOT_ALLOWED = ProblemKind(
    "method-not-allowed", 405, B("不支持该方法", "This address does not take that method"),
    B("请使用 Allow 头中列出的方法。", "Use one of the methods in the Allow header."),
)  # fmt: skip
STALLED = ProblemKind(
    "stalled", 408, B("上传中断", "The upload stalled"),
    B("请检查网络后重新上传；未完成的上传没有留下任何内容。",
      "Check the network and upload again; nothing of the unfinished upload was kept."),
)  # fmt: skip
CONFLICT = ProblemKind(
    "conflict", 409, B("当前状态下无法执行", "Not possible as things stand"),
    B("请刷新后查看当前状态。", "Load it again and see how it stands."),
)  # fmt: skip
STALE = ProblemKind(
    "stale", 412, B("内容已被修改", "It was changed meanwhile"),
    B("请重新读取（GET）并以新的 ETag 重试。", "Read it again (GET) and repeat the change with the new ETag."),
)  # fmt: skip
TOO_LARGE = ProblemKind(
    "too-large", 413, B("超出大小限制", "Too large"),
    B("请分成较小的几次上传。", "Send it in smaller parts."),
)  # fmt: skip
ADDRESS_TOO_LONG = ProblemKind(
    "address-too-long", 414, B("地址过长", "The address is too long"),
    B("请核对编号，并将较长的内容放入请求正文。", "Check the ids; what is long belongs into the body of the request."),
)  # fmt: skip
UNSUPPORTED_MEDIA_TYPE = ProblemKind(
    "unsupported-media-type", 415, B("不支持的内容类型", "This kind of content is not taken here"),
    B("请使用接口说明中列出的 Content-Type。", "Use the Content-Type that the API description names."),
)  # fmt: skip
INVALID = ProblemKind(
    "invalid", 422, B("请求内容有误", "Something in the request is wrong"),
    B("请按 errors 中的说明逐项更正。", "Correct each field as errors says."),
)  # fmt: skip
HEADERS_TOO_LARGE = ProblemKind(
    "headers-too-large", 431, B("请求头过大", "The headers of the request are too large"),
    B("请清除浏览器中本站的 Cookie，或减少请求头。", "Delete this site's cookies in the browser, or send fewer headers."),
)  # fmt: skip
TOO_MANY_REQUESTS = ProblemKind(
    "too-many-requests", 429, B("请求过于频繁", "Too many requests"),
    B("请在 Retry-After 指定的秒数之后重试。", "Try again after the seconds in Retry-After."),
)  # fmt: skip
INTERNAL = ProblemKind(
    "internal", 500, B("内部错误", "Something went wrong here"),
    B("请稍后重试；若仍然出现，请将错误编号告知管理员。",
      "Try again later; if it stays, give the administrator the id of this failure."),
)  # fmt: skip
UNAVAILABLE = ProblemKind(
    "unavailable", 503, B("服务暂时不可用", "The service cannot reach its storage at the moment"),
    B("请在 Retry-After 指定的秒数之后重试；已上传的内容不会丢失。",
      "Try again after the seconds in Retry-After; nothing that was accepted is lost."),
)  # fmt: skip

PROBLEM_KINDS = (
    MALFORMED, WRONG_HOST, UNAUTHENTICATED, NOT_ALLOWED, CSRF, PASSWORD_FIRST, NOT_FOUND, METHOD_NOT_ALLOWED,
    STALLED, CONFLICT, STALE, TOO_LARGE, ADDRESS_TOO_LONG, UNSUPPORTED_MEDIA_TYPE, INVALID, HEADERS_TOO_LARGE,
    TOO_MANY_REQUESTS, INTERNAL, UNAVAILABLE,
)  # fmt: skip
