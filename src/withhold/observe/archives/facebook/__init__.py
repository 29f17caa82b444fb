"""Read what Facebook gives: JSON of 2018 to 2026; of HTML, only that it is HTML, and how much."""

from withhold.observe.archives.facebook.read import Facebook

FORMAT = Facebook()
