"""How much of a file is read."""

from dataclasses import dataclass

from zhijia.lib.sentences import Sentence
from zhijia.lib.spreadsheets.errors import SpreadsheetTooLargeError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps in bytes of the file, bytes after decompression, rows and columns of each sheet."""

    file_bytes: int = 20 * MEBIBYTE
    unpacked_bytes: int = 300 * MEBIBYTE
    rows: int = 50_000
    columns: int = 200

    def check_file(self, size: int) -> None:
        """SpreadsheetTooLargeError when the file itself is too big."""
        if size > self.file_bytes:
            most = self.file_bytes // MEBIBYTE
            raise SpreadsheetTooLargeError(Sentence("文件超过{most}MB，请拆成几份再上传", {"most": most}))

    def check_unpacked(self, size: int) -> None:
        """SpreadsheetTooLargeError when a small file unpacks to too much."""
        if size > self.unpacked_bytes:
            raise SpreadsheetTooLargeError(Sentence("文件解压后过大，请把内容复制到一个新表格再上传"))

    def check_sheet(self, *, rows: int, columns: int) -> None:
        """SpreadsheetTooLargeError when a sheet reaches beyond the last row or column that is read."""
        if rows > self.rows:
            raise SpreadsheetTooLargeError(
                Sentence(
                    "表格有内容的最后一行是第{n}行，一次最多{most}行，请拆开再上传", {"n": rows, "most": self.rows}
                )
            )
        if columns > self.columns:
            raise SpreadsheetTooLargeError(
                Sentence("表格有{n}列，一次最多{most}列，请删去多余的列", {"n": columns, "most": self.columns})
            )
