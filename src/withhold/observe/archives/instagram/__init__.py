"""Read what Instagram gives, with Threads in it: JSON of 2018 to 2026; of HTML, how much."""

from withhold.observe.archives.instagram.read import Instagram

FORMAT = Instagram()
