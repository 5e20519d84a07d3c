"""Where a line stands: beside the story, in which element, among what. Each module sees one thing and decides nothing."""
