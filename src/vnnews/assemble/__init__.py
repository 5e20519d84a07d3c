"""Step 3: labelled blocks → articles and related stories.

Takes a `Document` and its `Labelling`. Gives a `Page` with clean articles and the stories that the page advertises. Decides which lines
make up the text, and in which order; what is caption, credit, author, source, dateline; which teasers are one story.
"""

from vnnews.assemble.page import assemble_page

__all__ = ["assemble_page"]
