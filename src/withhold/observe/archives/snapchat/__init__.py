"""Read what Snapchat gives: JSON in one or several parts; of HTML, only that it is HTML."""

from withhold.observe.archives.snapchat.read import Snapchat

FORMAT = Snapchat()
