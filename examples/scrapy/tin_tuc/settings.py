"""Settings of the crawl: polite to the site, and with vnnews as the step that cleans each page."""

BOT_NAME = "tin_tuc"
SPIDER_MODULES = ["tin_tuc.spiders"]

ROBOTSTXT_OBEY = True
AUTOTHROTTLE_ENABLED = True
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 0.5
TELNETCONSOLE_ENABLED = False

ITEM_PIPELINES = {"vnnews.integrations.scrapy.ArticlePipeline": 300}
VNNEWS_OPTIONS = {"words": True, "entities": True}

FEED_EXPORT_ENCODING = "utf-8"
