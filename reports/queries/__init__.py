"""What can be found about reports, split by reader."""

from reports.queries.published import Choices, Found, Listed, Published, choices, file_of, published, search

__all__ = ["Choices", "Found", "Listed", "Published", "choices", "file_of", "published", "search"]
