"""Step 7: articles as bytes and text for other programs and for people.

Takes `Article`s and `Page`s, gives JSON, JSON lines, Markdown and readable text; one function a format. Decides nothing about the
content: what a format cannot hold is left out, never changed.
"""

from vnnews.write.jsonlines import encode_row, to_json, to_json_lines
from vnnews.write.markdown import to_markdown
from vnnews.write.text import to_text

__all__ = ["encode_row", "to_json", "to_json_lines", "to_markdown", "to_text"]
