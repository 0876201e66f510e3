"""The newest root, written down outside the database: what was cut off inside it is missed by this note."""

from datetime import datetime
from pathlib import Path

from zhijia.lib.merkle import root_of
from zhijia.lib.sentences import Refused, Sentence
from zhijia.trail.checkpoints import Anchor, latest_checkpoint
from zhijia.trail.keys import sealing_folder
from zhijia.trail.nodes import fetch_peaks


def noted_root() -> Anchor | None:
    """What the note says; `Refused` when nobody can read it."""
    path = _note()
    if not path.exists():
        return None
    try:
        return Anchor.parse(path.read_text())
    except ValueError:
        sentence = Sentence("数据库之外记下的根读不出来：请核对文件 {path}。", {"path": str(path)})
        raise Refused(sentence) from None


def is_in_log(anchor: Anchor, *, using: str = "default") -> bool:
    """Whether the log still has this root; the tree as it is stored is asked, not the rows."""
    newest = latest_checkpoint(using=using)
    if newest is None or anchor.size > newest.size:
        return False
    return root_of(fetch_peaks(anchor.size, using=using)) == anchor.root


def note_newest(*, using: str = "default") -> bool:
    """Write the newest root down, unless the note names a root that the log has lost: then it is evidence and stays."""
    newest, noted = latest_checkpoint(using=using), noted_root()
    if newest is None or (noted and not is_in_log(noted, using=using)):
        return False
    path = _note()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".part")
    draft.write_text(f"{newest}\n")
    draft.replace(path)
    return True


def set_note_aside(*, now: datetime) -> Path | None:
    """Keep the note under another name, so that sealing notes roots again: after a restore of an earlier state."""
    path = _note()
    if not path.exists():
        return None
    return path.rename(path.with_name(f"latest-{now:%Y%m%d%H%M%S}.root"))


def _note() -> Path:
    return sealing_folder() / "latest.root"
