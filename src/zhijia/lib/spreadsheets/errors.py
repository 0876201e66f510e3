"""Why a file cannot be read, each with a sentence that tells the user what to do."""

from zhijia.lib.sentences import Sentence


class SpreadsheetError(Exception):
    """A file that cannot be read as a spreadsheet. `sentence` is for the user."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class UnknownSpreadsheetError(SpreadsheetError):
    """Neither .xlsx nor .csv."""


class OldSpreadsheetError(SpreadsheetError):
    """An .xls of before 2007."""


class EncryptedSpreadsheetError(SpreadsheetError):
    """Protected by a password."""


class MalformedSpreadsheetError(SpreadsheetError):
    """Damaged, cut off, or of no known text encoding."""


class SpreadsheetTooLargeError(SpreadsheetError):
    """Over a cap, whether by honest size or as a decompression bomb."""
