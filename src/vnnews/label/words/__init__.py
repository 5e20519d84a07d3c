"""What a line says by itself: its kind, its forms, its marks, its words. Each module sees one thing and decides nothing."""
