"""Thin adapters for other programs' objects; each imports its library only when it is used.

`pandas`, `polars`, `datasets`, `spark`, `ray`: frames and data sets of raw pages become those of all their articles, by one function,
`vnnews.batch.parsing.parse_batch` (`columns` is what the first three have in common). `datatrove`: blocks. `spacy`: articles as `Doc`s;
`spacy_components`: a tokenizer and a component. `scrapy`: an item pipeline and a spider middleware. Plain formats that need no library
are in `vnnews.write`.
"""
