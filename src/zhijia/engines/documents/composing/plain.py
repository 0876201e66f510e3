"""The words of a document without its looks: a line for each heading, paragraph and row. Pure."""

from zhijia.engines.documents.composing.paper import Block, NewPage, Paper, Paragraph, Table, words_of


def plain_text(paper: Paper) -> str:
    """Its title and what stands above the signature."""
    return "\n".join([paper.title, *(line for block in paper.letter for line in _lines(block))])


def _lines(block: Block) -> list[str]:
    if isinstance(block, Table):
        rows = [block.head, *block.rows] if block.has_head else block.rows
        return ["　".join(cell.replace("\n", " ") for cell in row) for row in rows]
    if isinstance(block, NewPage):
        return []
    if isinstance(block, Paragraph):
        return [words_of(block.runs)]
    return [f"{block.label}{words_of(block.runs)}"]
