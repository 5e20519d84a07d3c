"""A Scrapy project that turns the pages of a news site into clean articles with vnnews."""
