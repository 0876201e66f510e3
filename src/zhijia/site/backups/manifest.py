"""What a backup says of itself."""

import json
from dataclasses import asdict, dataclass
from typing import Self

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """Rows by table and the number and bytes of attachments at one moment, and which server they came from."""

    made_at: str
    server_version: int
    tables: dict[str, int]
    file_count: int
    file_bytes: int
    format: int = FORMAT

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Raises ValueError for anything but a manifest of this format."""
        try:
            manifest = cls(**json.loads(text))
        except TypeError as error:
            raise ValueError("not a manifest") from error
        if manifest.format != FORMAT:
            raise ValueError(f"format {manifest.format}")
        return manifest
