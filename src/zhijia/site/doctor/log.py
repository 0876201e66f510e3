"""Checks of the log: whether events get their numbers and their seal, and whether the seal outside agrees."""

from collections.abc import Iterator
from pathlib import Path

from django.db import connections

from zhijia.lib.sentences import Refused
from zhijia.site.console import say
from zhijia.site.doctor.finding import Finding, advice, good, unsafe
from zhijia.trail.keys import missing_secret
from zhijia.trail.remembering import is_in_log, noted_root

PATIENCE_SECONDS = 600
_WAITING = """
    SELECT count(*) FROM trail_pendingevent p JOIN trail_event e ON e.id = p.event_id
     WHERE e.at < now() - make_interval(secs => %s)
"""
_UNSEALED = """
    WITH sealed AS (SELECT coalesce(max(size), 0) AS size FROM trail_checkpoint)
    SELECT (SELECT coalesce(max(seq), 0) FROM trail_eventnumber) - size
      FROM sealed JOIN trail_eventnumber n ON n.seq = size + 1 JOIN trail_event e ON e.id = n.event_id
     WHERE e.at < now() - make_interval(secs => %s)
"""


def check_log(*, using: str) -> Iterator[Finding]:
    """Run on a connection that sees every event."""
    yield check_numbering(_count(_WAITING, using=using))
    yield check_seal(_count(_UNSEALED, using=using))
    yield check_secret(missing_secret(using=using))
    yield check_note(using=using)


def check_numbering(waiting: int) -> Finding:
    """`waiting` events have had no number for ten minutes."""
    if not waiting:
        return good(say("留痕都有顺序号。"))
    return advice(
        say(
            "{count} 条留痕十多分钟没有编号：后台任务没有运行，或者这台数据库服务器上（也可能在别的数据库里）"
            "有写入长时间没有结束，请查明后结束它。"
        ).format(count=waiting)
    )


def check_seal(unsealed: int) -> Finding:
    """`unsealed` numbered events, the first of them older than ten minutes."""
    if not unsealed:
        return good(say("留痕都已封存。"))
    return advice(say("{count} 条留痕没有封存：请查看后台任务，或执行 zhijia seal。").format(count=unsealed))


def check_secret(missing: Path | None) -> Finding:
    if missing is None:
        return good(say("封存私钥在。"))
    return unsafe(say("封存私钥 {path} 不在，留痕不再封存：请从单独保管处放回。").format(path=missing))


def check_note(*, using: str) -> Finding:
    """The root noted outside the database must still be one of the log's."""
    try:
        noted = noted_root()
    except Refused as refused:
        return unsafe(refused.sentence.said_in(say))
    if noted is None or is_in_log(noted, using=using):
        return good(say("留痕与数据库之外记下的根相符。"))
    return unsafe(
        say(
            "留痕缺少数据库之外记下的根（前 {size} 条）：内容被截去或重做，或者恢复了较早的备份。"
            "请执行 zhijia verify；确系恢复的，执行 zhijia seal accept。"
        ).format(size=noted.size)
    )


def _count(query: str, *, using: str) -> int:
    with connections[using].cursor() as cursor:
        cursor.execute(query, [PATIENCE_SECONDS])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
