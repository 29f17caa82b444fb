"""Which fields of X's records are read, and in which shapes do they come?

Only what is needed is named: all else is skipped without being made. Numbers come as text in most
years and as numbers in some. The names are X's own.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

Number = str | int | None


class Mention(Struct, gc=False):
    """Somebody named in a post."""

    screen_name: str | None = None


class Media(Struct, gc=False):
    """A picture or video of a post; `source_…` are there when it is another post's."""

    id_str: Number = None
    type: str | None = None
    source_user_id: Number = None
    source_user_id_str: Number = None


class Entities(Struct, gc=False):
    """What a post names and shows."""

    user_mentions: list[Mention] | None = None
    media: list[Media] | None = None


class Extended(Struct, gc=False):
    """All that a post shows: the other list holds only the first."""

    media: list[Media] | None = None


class Versions(Struct, gc=False, rename="camel"):
    """The ids of all versions of a post, the first one first."""

    edit_tweet_ids: list[str | int] | None = None
    edits_remaining: Number = None


class Edit(Struct, gc=False, rename="camel"):
    """What a later version of a post says of its versions."""

    edit_control_initial: Versions | None = None
    initial_tweet_id: Number = None


class EditInfo(Struct, gc=False):
    """Whether a post was edited."""

    initial: Versions | None = None
    edit: Edit | None = None


class User(Struct, gc=False):
    """The account, which records of the classic era carry: as it was when the archive was made."""

    screen_name: str | None = None
    id_str: Number = None
    protected: bool | None = None


class Original(Struct, gc=False):
    """The post of another that was reposted; only the classic era has it."""

    id_str: Number = None


class Tweet(Struct, gc=False):
    """A post, reply or repost."""

    id_str: Number = None
    id: Number = None
    created_at: str | int | None = None
    full_text: str | None = None
    text: str | None = None
    in_reply_to_status_id: Number = None
    in_reply_to_status_id_str: Number = None
    in_reply_to_user_id: Number = None
    in_reply_to_user_id_str: Number = None
    in_reply_to_screen_name: str | None = None
    entities: Entities | None = None
    extended_entities: Extended | None = None
    edit_info: EditInfo | None = None
    retweeted_status: Original | None = None
    community_id: Number = None
    user: User | None = None


class Row(Tweet, gc=False):
    """One entry of a file of posts: wrapped since 2020, bare before."""

    tweet: Tweet | None = None
    circle: Tweet | None = msgspec.field(default=None, name="twitterCircleTweet")


class Header(Struct, gc=False):
    """That a post was deleted, without its words."""

    tweet_id: Number = None
    created_at: str | int | None = None


class HeaderRow(Header, gc=False):
    """One entry of a file of headers."""

    tweet: Header | None = None


class NoteMention(Struct, gc=False, rename="camel"):
    """Somebody named in a long text."""

    screen_name: str | None = None


class Core(Struct, gc=False):
    """A long text and whom it names."""

    text: str | None = None
    mentions: list[NoteMention] | None = None


class Note(Struct, gc=False, rename="camel"):
    """The full text of a post that was cut; its id is not the post's."""

    created_at: str | None = None
    core: Core | None = None


class NoteRow(Struct, gc=False, rename="camel"):
    """One entry of a file of long texts."""

    note_tweet: Note | None = None
    deleted_note_tweet: Note | None = None


class Named(Struct, gc=False):
    """One of a list of values; X writes the number and the name."""

    name: str | None = None
    value: Number = None


class Grok(Struct, gc=False, rename="camel"):
    """One turn in a talk with Grok."""

    chat_id: Number = None
    created_at: str | None = None
    message: str | None = None
    sender: Named | str | int | None = None
    attachments: list[msgspec.Raw] | None = None


class GrokRow(Struct, gc=False, rename="camel"):
    """One entry of the file of talks with Grok."""

    grok_chat_item: Grok | None = None


class Conversation(Struct, gc=False):
    """A conversation; one message that is odd must not lose the others, so they are read later."""

    messages: list[msgspec.Raw] | None = None


class ConversationRow(Struct, gc=False, rename="camel"):
    """One entry of a file of messages."""

    dm_conversation: Conversation | None = None


class Message(Struct, gc=False, rename="camel"):
    """A message."""

    id: Number = None
    created_at: str | None = None
    text: str | None = None
    sender_id: Number = None
    media_urls: list[msgspec.Raw] | None = None


class Event(Struct, gc=False, rename="camel"):
    """What happened in a conversation; those who came, went or named it said nothing."""

    message_create: Message | None = None
    welcome_message_create: Message | None = None


class Lifecycle(Struct, gc=False):
    """Whether an article is a draft or published."""

    lifecycle: Named | str | None = None


class About(Struct, gc=False, rename="camel"):
    """What is said of an article, in a file beside it or, perhaps, with it."""

    id: Number = None
    article_id: Number = None
    tweet_id: Number = None
    created_at_ms: Number = None
    first_published_at_ms: Number = None
    visibility: Named | str | int | None = None
    lifecycle_state: Lifecycle | None = None


class Block(Struct, gc=False):
    """A paragraph."""

    text: str | None = None


class Content(Struct, gc=False):
    """An article's paragraphs."""

    blocks: list[Block] | None = None


class Article(About, gc=False, rename="camel"):
    """An article's words."""

    title: str | None = None
    content: Content | str | None = None


class ArticleRow(Struct, gc=False, rename="camel"):
    """One entry of a file of articles."""

    article: Article | None = None
    twitter_article: Article | None = None


class AboutRow(Struct, gc=False, rename="camel"):
    """One entry of the file about articles."""

    article_metadata: About | None = None
    twitter_article_metadata: About | None = None


class Account(Struct, gc=False, rename="camel"):
    """Whose account it is."""

    username: str | None = None
    account_id: Number = None


class AccountRow(Struct, gc=False):
    """The one entry of the file about the account."""

    account: Account | None = None


class Change(Struct, gc=False, rename="camel"):
    """That the account was protected, or no longer."""

    protected_at: str | None = None
    action: Named | str | None = None


class ChangeRow(Change, gc=False, rename="camel"):
    """One entry of the history of protecting."""

    protected_history: Change | None = None


class Description(Struct, gc=False):
    """What the person says of themselves."""

    bio: str | None = None
    website: str | None = None
    location: str | None = None


class Profile(Struct, gc=False, rename="camel"):
    """The profile."""

    description: Description | None = None
    avatar_media_url: str | None = None
    header_media_url: str | None = None


class ProfileRow(Struct, gc=False):
    """The one entry of the file about the profile."""

    profile: Profile | None = None


class Declared(Struct, gc=False, rename="camel"):
    """A file that the manifest names, and how many records it should hold."""

    file_name: str | None = None
    count: Number = None


class DataType(Struct, gc=False):
    """One kind of data, and the files it is in."""

    files: list[Declared] | None = None


class UserInfo(Struct, gc=False, rename="camel"):
    """Whose archive it is."""

    account_id: Number = None
    user_name: str | None = None


class ArchiveInfo(Struct, gc=False, rename="camel"):
    """When it was made."""

    generation_date: str | None = None


class Manifest(Struct, gc=False, rename="camel"):
    """The list of what should be in the archive."""

    user_info: UserInfo | None = None
    archive_info: ArchiveInfo | None = None
    data_types: dict[str, msgspec.Raw] | None = None


class Index(Struct, gc=False):
    """A file that the classic index names, and how many records it should hold."""

    file_name: str | None = None
    tweet_count: Number = None


class Payload(Struct, gc=False):
    """When a classic archive was made."""

    created_at: str | None = None


class Details(Struct, gc=False):
    """Whose a classic archive is, and what they say of themselves."""

    screen_name: str | None = None
    id: Number = None
    bio: str | None = None
    location: str | None = None
