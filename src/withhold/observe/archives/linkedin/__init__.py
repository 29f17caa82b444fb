"""Read what LinkedIn gives: the basic archive, the complete one, or both together."""

from withhold.observe.archives.linkedin.read import LinkedIn

FORMAT = LinkedIn()
