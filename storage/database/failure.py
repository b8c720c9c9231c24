"""What a database's error means, and what to do about it. SQLite and PostgreSQL say it in codes of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError, SQLAlchemyError, TimeoutError

from domain.errors import StorageError
from domain.values import Bilingual


@dataclass(frozen=True, slots=True)
class Trouble:
    """One way in which a database fails."""

    what: Bilingual
    advice: Bilingual


FULL = Trouble(
    Bilingual("磁盘已满或文件不能再增大", "its disk is full or its file may not grow"),
    Bilingual(
        "请为数据库所在磁盘腾出空间；已收到的材料都在，腾出后自动继续",
        "make room on the database's disk; what was accepted is kept and goes on by itself",
    ),
)
BUSY = Trouble(
    Bilingual("被其他进程占用过久", "another process held it for too long"),
    Bilingual(
        "请重试；若持续出现，请检查是否有程序（备份、数据库浏览工具）长时间不结束事务",
        "run again; if it lasts, look for a program that keeps a transaction open (a backup, a database browser)",
    ),
)
CORRUPT = Trouble(
    Bilingual("文件已损坏或不是数据库", "its file is damaged or is no database"),
    Bilingual(
        "请停止所有进程，保留损坏的文件，并恢复最近的备份（见 docs/operating.md）",
        "stop all processes, keep the damaged file aside and restore the last backup (docs/operating.md)",
    ),
)
CLOSED = Trouble(
    Bilingual("无权打开或写入", "it may not be opened or written"),
    Bilingual(
        "请检查文件和目录是否属于运行 tongguan 的用户，或服务器是否允许该用户登录",
        "check that file and folder belong to the user who runs tongguan, or that the server lets this user in",
    ),
)
GONE = Trouble(
    Bilingual("无法连接", "it cannot be reached"),
    Bilingual(
        "请检查 TONGGUAN_DATABASE_URL 所指的服务器是否在运行、能否从本机连接；恢复后自动继续",
        "check that the server of TONGGUAN_DATABASE_URL runs and can be reached from here; work goes on when it is back",
    ),
)
UNKNOWN_NAME = Trouble(
    Bilingual("服务器上没有这个数据库", "it does not exist on that server"),
    Bilingual(
        "请先建立数据库（CREATE DATABASE），或更正 TONGGUAN_DATABASE_URL 中的名称",
        "make it first (CREATE DATABASE), or correct the name in TONGGUAN_DATABASE_URL",
    ),
)
CROWDED = Trouble(
    Bilingual("连接数已用完", "it has no connection left"),
    Bilingual(
        "请提高服务器的 max_connections，或减少进程数（算法见 docs/operating.md）",
        "raise max_connections of the server, or run fewer processes (docs/operating.md has the sum)",
    ),
)
CROSSED = Trouble(
    Bilingual("两个事务互相等待", "two transactions stood in each other's way"),
    Bilingual("请重试；没有任何内容被更改", "run again; nothing was changed"),
)
DISK = Trouble(
    Bilingual("磁盘无法读写", "its disk could not be read or written"),
    Bilingual(
        "请检查数据库所在磁盘：剩余空间、文件大小限制（ulimit -f）、是否故障；然后重试",
        "check the disk of the database: room, file-size limit (ulimit -f), health; then run again",
    ),
)
OTHER = Trouble(
    Bilingual("它拒绝了请求", "it refused what was asked"),
    Bilingual("请重试；若持续出现，请附上本信息报告", "run again; if it lasts, report it with this message"),
)

SQLITE_CODES: dict[int, Trouble] = {  # https://www.sqlite.org/rescode.html
    5: BUSY,
    6: BUSY,
    8: CLOSED,
    10: DISK,
    11: CORRUPT,
    13: FULL,
    14: CLOSED,
    26: CORRUPT,
}
"""primary result code -> what it means"""
POSTGRES_CODES: tuple[
    tuple[str, Trouble], ...
] = (  # https://www.postgresql.org/docs/current/errcodes-appendix.html
    ("08", GONE),
    ("25P03", GONE),  # we stood idle in a transaction and were thrown out
    ("28", CLOSED),
    ("3D000", UNKNOWN_NAME),
    ("40", CROSSED),
    ("42501", CLOSED),
    ("53100", FULL),
    ("53300", CROWDED),
    ("53", DISK),
    ("55P03", BUSY),
    ("57014", BUSY),  # ran into our limit for a statement
    ("57P", GONE),
    ("58", DISK),
    ("XX001", CORRUPT),
    ("XX002", CORRUPT),
)
"""beginning of the SQLSTATE -> what it means; the first that fits"""
POSTGRES_WORDS = (
    (re.compile(r'database ".*" does not exist'), UNKNOWN_NAME),
    (
        re.compile(
            r'role ".*" does not exist|authentication failed|no pg_hba.conf entry|no password supplied'
        ),
        CLOSED,
    ),
    (re.compile(r"too many clients|too many connections|remaining connection slots"), CROWDED),
)
"""psycopg gives no code when no session came about, only the server's words"""


def storage_error_of(error: SQLAlchemyError) -> StorageError:
    """The error as ours, with what to do."""
    cause = getattr(error, "orig", None) or error
    trouble = _trouble(error, cause)
    first_line = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
    message = Bilingual(
        f"数据库出错，{trouble.what.zh}：{first_line}",
        f"the database failed, {trouble.what.en}: {first_line}",
    )
    return StorageError(message, advice=trouble.advice)


def _trouble(error: SQLAlchemyError, cause: BaseException) -> Trouble:
    if isinstance(error, TimeoutError):
        return CROWDED  # all connections of this process's pool are taken
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return SQLITE_CODES.get(code & 0xFF, OTHER)
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        return next((trouble for start, trouble in POSTGRES_CODES if state.startswith(start)), OTHER)
    if not isinstance(error, OperationalError):
        return OTHER
    return next((trouble for said, trouble in POSTGRES_WORDS if said.search(str(cause))), GONE)
