"""Which articles were published? Drafts are none.

Whether one is published stands in a file beside the words. Which words belong to which entry is
told by an id where there is one; else by their order, if there are as many of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from withhold.model.exposure import Audience, Item, Kind, Note, Problem
from withhold.observe.archives.format import Files
from withhold.observe.archives.x import times
from withhold.observe.archives.x.owner import Owner
from withhold.observe.archives.x.posts import digest
from withhold.observe.archives.x.rows import Tally, rows
from withhold.observe.archives.x.shapes import (
    About,
    AboutRow,
    Article,
    ArticleRow,
    Content,
    Lifecycle,
    Named,
)

_MOST = 24 * 1024 * 1024  # characters of articles that are held; later ones go without words


@dataclass(slots=True)
class Articles:
    """What was read of articles: their words, and what is said of them."""

    texts: list[Article] = field(default_factory=list)
    about: list[About] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    size: int = 0

    def take(self, files: Files, path: str, declared: Mapping[str, int]) -> Iterator[Problem]:
        """Read a file of their words."""
        tally = Tally(path)
        for row in rows(files, tally, ArticleRow):
            article = row.article or row.twitter_article
            if article is None:
                tally.bad += 1
                continue
            self.size += len(_words(article))
            tally.left += self.size > _MOST
            self.texts.append(article if self.size <= _MOST else Article(id=article.id))
        yield from tally.problems(declared.get(path))

    def learn(self, files: Files, path: str, declared: Mapping[str, int]) -> Iterator[Problem]:
        """Read a file of what is said of them."""
        tally = Tally(path)
        self.told.append(path)
        for row in rows(files, tally, AboutRow):
            if about := row.article_metadata or row.twitter_article_metadata:
                self.about.append(about)
            else:
                tally.bad += 1
        yield from tally.problems(declared.get(path))

    def items(self, owner: Owner) -> Iterator[Item | Note]:
        """Give the published ones, and say what the files tell."""
        about: Sequence[About] = self.about or self.texts
        for place, each in enumerate(about):
            if published(each):
                text = _named(each, self.texts)
                if not text and len(self.texts) == len(about):
                    text = _words(self.texts[place])
                yield _item(each, text, owner)
        out = sum(published(each) for each in about)
        values = (("published", str(out)), ("drafts", str(len(about) - out)))
        for path in self.told[:1]:
            yield Note(path, "articles", "who-sees-articles", values)


def published(about: About) -> bool:
    """Say whether it is published; where no state is told, the day of publishing tells it."""
    state = about.lifecycle_state
    word = _word(state.lifecycle if isinstance(state, Lifecycle) else None)
    return word == "published" or (not word and bool(times.whole(about.first_published_at_ms)))


def _item(about: About, text: str, owner: Owner) -> Item:
    tweet = times.whole(about.tweet_id)
    number = times.whole(about.article_id) or times.whole(about.id) or tweet
    written = about.first_published_at_ms or about.created_at_ms
    at = times.milliseconds(written)
    return Item(
        Kind.ARTICLE,
        str(number) if number else digest(str(about.created_at_ms), str(written), text),
        at,
        _audience(about, owner),
        text,
        link=f"https://x.com/{owner.user or 'i'}/status/{tweet}" if tweet else "",
    )


def _audience(about: About, owner: Owner) -> Audience:
    word = _word(about.visibility)
    return owner.audience if word in {"", "public"} else Audience.UNKNOWN


def _named(about: About, texts: Sequence[Article]) -> str:
    ids = {times.whole(about.article_id), times.whole(about.tweet_id), times.whole(about.id)}
    ids -= {None, 0}
    return next((_words(each) for each in texts if ids & _ids(each)), "")


def _ids(article: Article) -> set[int | None]:
    return {times.whole(each) for each in (article.id, article.article_id, article.tweet_id)}


def _words(article: Article) -> str:
    content = article.content
    blocks = content.blocks or () if isinstance(content, Content) else ()
    body = [content] if isinstance(content, str) else [each.text for each in blocks]
    return "\n\n".join(each for each in [article.title, *body] if each)


def _word(value: Named | str | int | None) -> str:
    if isinstance(value, Named):
        value = value.name or value.value
    return str(value or "").lower()
