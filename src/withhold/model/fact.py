"""What do we know about a platform, and who says so? The shapes of the fact files.

Facts cross a file boundary: every structure here is frozen, refuses unknown keys, and is checked
strictly when read.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from withhold.model.published import Export, Policy
from withhold.model.recipe import Recipe
from withhold.model.terms import (
    Audience,
    Confidence,
    ControlId,
    DataStatus,
    Day,
    DefaultState,
    Effect,
    Extent,
    Fact,
    Hides,
    Kind,
    Language,
    PartialDate,
    Prose,
    Region,
    RouteKind,
    Slug,
    UrlStatus,
)


class Source(Fact, frozen=True):
    """Who says so. `access`: how the researcher read it (full text, excerpt, second-hand…)."""

    id: str
    title: str
    kind: str
    reliability: Confidence
    url: str | None = None
    date: PartialDate | None = None
    access: str | None = None


class Url(Fact, frozen=True):
    """An address, and whether anybody vouches for it."""

    url: Annotated[str, Meta(pattern=r"^https://")]
    status: UrlStatus
    note: Prose = {}


class Default(Fact, frozen=True):
    """What holds by default in some regions, since when."""

    regions: list[Region]
    state: DefaultState
    confidence: Confidence
    since: PartialDate | None = None
    until: PartialDate | None = None
    note: Prose = {}
    sources: list[str] = []


# --- platform.yaml ---------------------------------------------------------------------------


class Operator(Fact, frozen=True):
    """Who runs the platform, and who trains."""

    name: str
    companies: Annotated[list[str], Meta(min_length=1)]
    trains: Prose


class Event(Fact, frozen=True):
    """One dated thing that happened."""

    date: PartialDate
    what: Prose
    kind: str
    confidence: Confidence
    sources: list[str]


class Route(Fact, frozen=True):
    """A way to ask or object that is no switch: a form, an address, a regulator."""

    id: Slug
    kind: RouteKind
    audience: Audience
    regions: list[Region]
    name: Prose
    confidence: Confidence
    sources: list[str]
    url: str | None = None
    email: str | None = None
    post: str | None = None
    legal_basis: str | None = None
    steps: list[Prose] = []
    note: Prose = {}


class Measure(Fact, frozen=True):
    """Something else that helps."""

    what: Prose
    confidence: Confidence
    sources: list[str]


class SignIn(Fact, frozen=True):
    """Where a person signs in, and how its addresses are recognised.

    `paths` are prefixes of paths on the platform's own origins that mean "not signed in";
    `challenges` are such prefixes that mean a captcha, a checkpoint or a second factor.
    """

    url: Annotated[str, Meta(pattern=r"^https://")]
    origins: list[str]
    paths: list[str]
    challenges: list[str] = []


class Platform(Fact, frozen=True):
    """`platform.yaml`: who this is."""

    format: Annotated[int, Meta(ge=1, le=1)]
    slug: Slug
    name: str
    operator: Operator
    summary: Prose
    sign_in: SignIn
    events: list[Event]
    routes: list[Route]
    sources: list[Source]
    seen: Day
    confidence: Confidence
    archived_as: list[str] = []
    """The services under which archives of policies keep this platform, former names too."""
    measures: list[Measure] = []
    disagreements: list[Prose] = []
    unknowns: list[Prose] = []


# --- uses.yaml -------------------------------------------------------------------------------


class DataUse(Fact, frozen=True):
    """Whether one kind of data is taken."""

    status: DataStatus
    regions: list[Region] = []
    note: Prose = {}
    sources: list[str] = []


class Basis(Fact, frozen=True):
    """The legal basis an operator names in some regions."""

    regions: list[Region]
    basis: Prose
    sources: list[str] = []


class Use(Fact, frozen=True):
    """Takes kinds of data of some people, for a purpose, to train models, by default."""

    id: ControlId
    name: Prose
    purpose: Prose
    people: Prose
    models: list[str]
    recipients: list[str]
    data: dict[str, DataUse]
    defaults: list[Default]
    legal_basis: list[Basis]
    told: Prose
    reason: Prose
    loss: Prose
    past: Prose
    sources: list[str]
    seen: Day
    confidence: Confidence
    minors: Prose = {}


class Uses(Fact, frozen=True):
    """`uses.yaml`."""

    format: Annotated[int, Meta(ge=1, le=1)]
    uses: list[Use]


# --- controls.yaml ---------------------------------------------------------------------------


class Label(Fact, frozen=True):
    """Words a platform shows, in one language, for a time.

    `role`: what carries them (`toggle` is the control's own label; `section`, `group`, `menu`,
    `button`, `form`, `option`… lead to it).
    """

    lang: Language
    text: str
    role: str
    confidence: Confidence
    since: PartialDate | None = None
    until: PartialDate | None = None
    prefix: bool = False
    sources: list[str] = []


class Surface(Fact, frozen=True):
    """One place where a control is found: the way to it, in words of the platform, by language."""

    available: bool | None
    path: dict[str, list[str]] = {}
    urls: list[Url] = []
    note: Prose = {}


class Surfaces(Fact, frozen=True):
    """The web, iOS and Android."""

    web: Surface
    ios: Surface
    android: Surface


class Stops(Fact, frozen=True):
    """Which use a control stops, and how much of it.

    `own`: where it stops only part of it, the kinds of data of the person's own that it keeps away
    from then on by what its operator says; these and no others count as out of reach.
    """

    use: ControlId
    extent: Extent
    own: list[str] = []
    note: Prose = {}


class Control(Fact, frozen=True):
    """One way to withhold.

    `protective`: the position that withholds (`off`, `on`, `done`, `accepted`, an option).
    `minutes`: what it takes a person by hand. `irreversible` controls are never in a plan unless
    named.
    """

    id: ControlId
    name: Prose
    kind: Kind
    effect: Effect
    protective: str
    why: Prose
    covers: list[Prose]
    does_not_cover: list[Prose]
    stops: list[Stops]
    restorable: bool
    irreversible: bool
    defaults: list[Default]
    labels: list[Label]
    surfaces: Surfaces
    minutes: Annotated[float, Meta(gt=0)]
    sources: list[str]
    seen: Day
    confidence: Confidence
    audience: Audience = Audience.MEMBERS
    regions: list[Region] = []
    scope: Prose = {}
    age: Prose = {}
    past: Prose = {}
    future: Prose = {}
    confirmation: Prose = {}
    note: Prose = {}
    letter: str | None = None
    """The template under `facts/letters/` from which the person's own text is drafted."""
    also: list[ControlId] = []
    """Controls that this one settles too (one Meta form within one Accounts Center)."""
    hides: list[Hides] = []
    """Whether it shows old posts, new ones or both to chosen people only."""


class Controls(Fact, frozen=True):
    """`controls.yaml`."""

    format: Annotated[int, Meta(ge=1, le=1)]
    controls: list[Control]


# --- shared files ----------------------------------------------------------------------------


class Words(Fact, frozen=True):
    """`words.yaml`: the words of pages in general, by language.

    `on`, `off`: state words. `busy`: what a page shows while it loads. `training`: words by which
    a switch speaks of AI, training or models. `sign_in`, `challenge`, `not_offered`: how a page
    says so. All are compared after normalisation; `not_offered` and `challenge` are contained in
    a sentence, `training` are whole words (prefixes where they end in `*`), the rest are equal.
    `negation`: how a few words set apart from a label turn it round; they begin with these.
    """

    format: Annotated[int, Meta(ge=1, le=1)]
    on: dict[str, list[str]]
    off: dict[str, list[str]]
    busy: dict[str, list[str]]
    training: dict[str, list[str]]
    sign_in: dict[str, list[str]]
    challenge: dict[str, list[str]]
    not_offered: dict[str, list[str]]
    negation: dict[str, list[str]] = {}


class Killed(Fact, frozen=True):
    """One recipe that must not run, not even to read: which, up to which version, and why."""

    control: ControlId
    versions: Annotated[int, Meta(ge=1)]
    since: Day
    why: Prose


class KillList(Fact, frozen=True):
    """`killed.yaml`."""

    format: Annotated[int, Meta(ge=1, le=1)]
    killed: list[Killed]


class Archives(Fact, frozen=True):
    """`archives.yaml`: where each collection of policies is published."""

    format: Annotated[int, Meta(ge=1, le=1)]
    archives: dict[str, Annotated[str, Meta(pattern=r"^https://[a-z.]+/[A-Za-z0-9./_-]+$")]]


class PlatformFacts(Fact, frozen=True):
    """All that is known about one platform."""

    platform: Platform
    uses: list[Use]
    controls: list[Control]
    recipes: list[Recipe]
    policies: list[Policy]
    exports: list[Export]


class Facts(Fact, frozen=True):
    """All facts, checked; `digest` names their exact state."""

    digest: str
    platforms: dict[str, PlatformFacts]
    words: Words
    killed: list[Killed]
    archives: dict[str, str]
