"""Clean Vietnamese news articles out of raw pages."""
