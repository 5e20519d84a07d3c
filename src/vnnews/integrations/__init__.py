"""Thin adapters for other programs' objects; each imports its library only when it is used.

`pandas`, `polars`: tables of articles, officials and mentions. `spacy`: `Doc`s. `scrapy`: an item pipeline. `datasets`: a function for
`datasets.map`. Plain formats that need no library are in `vnnews.write`.
"""
