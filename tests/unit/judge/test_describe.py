"""Is a change told by what its sentences mean, in each language, and never by their wording?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from withhold.catalogue.judging import words
from withhold.judge.policies.describe import described
from withhold.judge.policies.lexicon import compiled
from withhold.judge.policies.roles import clause_of
from withhold.model.policy import Direction, Judgement, Kind, Passage, Polarity, Side, Status

LEXICON = compiled(words())
ENGLISH = LEXICON.tongue("en")

CHANGES: dict[Kind, tuple[Direction, dict[str, tuple[str, str]]]] = {
    Kind.NEW_USE: (
        Direction.MORE,
        {
            "en": ("", "We may use your photos and comments to train our AI models."),
            "fr": ("", "Nous utilisons vos photos pour entraîner nos modèles d’IA."),
            "de": ("", "Wir verwenden Ihre Fotos zum Trainieren unserer KI-Modelle."),
            "es": ("", "Usamos sus fotos para entrenar nuestros modelos de IA."),
            "it": ("", "Utilizziamo le tue foto per addestrare i nostri modelli di IA."),
            "nl": ("", "Wij gebruiken uw foto’s om onze AI-modellen te trainen."),
            "pt": ("", "Usamos suas fotos para treinar nossos modelos de IA."),
        },
    ),
    Kind.WIDER_DATA: (
        Direction.MORE,
        {
            "en": (
                "We use your comments to train our models.",
                "We use your comments and messages to train our models.",
            ),
            "fr": (
                "Nous utilisons vos photos pour entraîner nos modèles.",
                "Nous utilisons vos photos et vos messages pour entraîner nos modèles.",
            ),
            "de": (
                "Wir nutzen Ihre Fotos, um unsere Modelle zu trainieren.",
                "Wir nutzen Ihre Fotos und Nachrichten, um unsere Modelle zu trainieren.",
            ),
            "es": (
                "Usamos sus fotos para entrenar nuestros modelos.",
                "Usamos sus fotos y mensajes para entrenar nuestros modelos.",
            ),
        },
    ),
    Kind.NARROWER_DATA: (
        Direction.LESS,
        {
            "en": (
                "We use your comments and messages to train our models.",
                "We use your comments to train our models.",
            ),
            "fr": (
                "Nous utilisons vos photos et vos messages pour entraîner nos modèles.",
                "Nous utilisons vos photos pour entraîner nos modèles.",
            ),
            "de": (
                "Wir nutzen Ihre Fotos und Nachrichten, um unsere Modelle zu trainieren.",
                "Wir nutzen Ihre Fotos, um unsere Modelle zu trainieren.",
            ),
            "es": (
                "Usamos sus fotos y mensajes para entrenar nuestros modelos.",
                "Usamos sus fotos para entrenar nuestros modelos.",
            ),
        },
    ),
    Kind.WIDER_PURPOSE: (
        Direction.MORE,
        {
            "en": (
                "Your comments help us train spelling models.",
                "Your comments help us train spelling models and generative tools.",
            ),
            "fr": (
                "Vos photos servent à entraîner nos modèles de tri.",
                "Vos photos servent à entraîner nos modèles de tri et des outils d’IA.",
            ),
            "de": (
                "Mit Ihren Fotos trainieren wir Modelle zum Sortieren.",
                "Mit Ihren Fotos trainieren wir Modelle zum Sortieren und generative Werkzeuge.",
            ),
            "es": (
                "Con sus fotos entrenamos modelos de orden.",
                "Con sus fotos entrenamos modelos de orden y herramientas generativas.",
            ),
        },
    ),
    Kind.USE_REMOVED: (
        Direction.LESS,
        {
            "en": ("Your drawings and photos train our chatbot.", ""),
            "fr": ("Vos photos servent à entraîner notre chatbot.", ""),
            "de": ("Ihre Fotos dienen dazu, unseren Chatbot zu trainieren.", ""),
            "es": ("Sus fotos sirven para entrenar nuestro chatbot.", ""),
        },
    ),
    Kind.LICENCE: (
        Direction.MORE,
        {
            "en": ("", "You grant us a licence to use your songs and videos to train AI."),
            "fr": ("", "Vous nous concédez une licence pour entraîner l’IA avec vos vidéos."),
            "de": ("", "Sie räumen uns eine Lizenz ein, mit Ihren Videos KI zu trainieren."),
            "es": ("", "Usted nos concede una licencia para entrenar IA con sus vídeos."),
        },
    ),
    Kind.LEGAL_BASIS: (
        Direction.MORE,
        {
            "en": ("", "Our legitimate interest in this: training AI on your comments."),
            "fr": ("", "Notre intérêt légitime : entraîner l’IA avec vos commentaires."),
            "de": ("", "Unser berechtigtes Interesse: KI mit Ihren Kommentaren zu trainieren."),
            "es": ("", "Nuestro interés legítimo: entrenar la IA con sus comentarios."),
        },
    ),
    Kind.NEW_OPTOUT: (
        Direction.LESS,
        {
            "en": ("", "You can opt out of the training of our models on your photos."),
            "fr": ("", "Vous pouvez vous opposer à l’entraînement de nos modèles."),
            "de": ("", "Sie können dem Training unserer Modelle widersprechen."),
            "es": ("", "Puede oponerse al entrenamiento de nuestros modelos."),
        },
    ),
    Kind.OPTOUT_CHANGED: (
        Direction.MORE,
        {
            "en": ("You can opt out of model training by sending a form.", ""),
            "fr": ("Vous pouvez vous opposer à l’entraînement de nos modèles.", ""),
            "de": ("Sie können dem Training unserer Modelle widersprechen.", ""),
            "es": ("Puede oponerse al entrenamiento de nuestros modelos.", ""),
        },
    ),
    Kind.OPTIN_TO_OPTOUT: (
        Direction.MORE,
        {
            "en": (
                "We train our models on your photos if you have opted in.",
                "We train our models on your photos unless you have opted out.",
            ),
            "fr": (
                "Nous entraînons nos modèles avec vos photos, avec votre consentement.",
                "Nous entraînons nos modèles avec vos photos, sauf si vous vous y opposez.",
            ),
            "de": (
                "Wir trainieren unsere Modelle mit Ihren Fotos, wenn Sie eingewilligt haben.",
                "Wir trainieren unsere Modelle mit Ihren Fotos, es sei denn, Sie widersprechen.",
            ),
            "es": (
                "Entrenamos nuestros modelos con sus fotos con su consentimiento.",
                "Entrenamos nuestros modelos con sus fotos, salvo que se desactive.",
            ),
        },
    ),
    Kind.REGION_CARVEOUT: (
        Direction.LESS,
        {
            "en": ("", "In Switzerland, we do not use your photos to train AI."),
            "fr": ("", "En Suisse, nous n’utilisons pas vos photos pour entraîner l’IA."),
            "de": ("", "In der Schweiz verwenden wir Ihre Fotos nicht, um KI zu trainieren."),
            "es": ("", "En Suiza no usamos sus fotos para entrenar la IA."),
        },
    ),
    Kind.THIRD_PARTY: (
        Direction.MORE,
        {
            "en": ("", "Partners may use your photos to train their own AI models."),
            "fr": ("", "Des partenaires utilisent vos photos pour entraîner leurs modèles d’IA."),
            "de": ("", "Partner dürfen mit Ihren Fotos ihre eigenen KI-Modelle trainieren."),
            "es": ("", "Los socios pueden usar sus fotos para entrenar sus propios modelos de IA."),
        },
    ),
    Kind.THIRD_PARTY_BAN: (
        Direction.LESS,
        {
            "en": ("", "Developers may not use members’ photos to train AI models."),
            "fr": ("", "Il est interdit d’utiliser les photos pour entraîner une IA."),
            "de": ("", "Entwickler dürfen Fotos nicht zum Trainieren von KI verwenden."),
            "es": ("", "Queda prohibido usar las fotos para entrenar modelos de IA."),
        },
    ),
    Kind.PROMISE_ADDED: (
        Direction.LESS,
        {
            "en": ("", "We will never use your letters or photos to train AI."),
            "fr": ("", "Nous n’utilisons jamais vos photos pour entraîner l’IA."),
            "de": ("", "Ihre Fotos werden nicht zum Trainieren von KI verwendet."),
            "es": ("", "No usamos sus fotos para entrenar la IA."),
            "it": ("", "Non utilizziamo le tue foto per addestrare l’IA."),
            "nl": ("", "Wij gebruiken uw foto’s niet om AI te trainen."),
            "pt": ("", "Não usamos suas fotos para treinar a IA."),
        },
    ),
    Kind.PROMISE_WIDENED: (
        Direction.LESS,
        {
            "en": (
                "We will not use your photos to train AI.",
                "We will not use your photos or messages to train AI.",
            ),
            "fr": (
                "Nous n’utilisons pas vos photos pour entraîner l’IA.",
                "Nous n’utilisons pas vos photos ni vos messages pour entraîner l’IA.",
            ),
            "de": (
                "Wir verwenden Ihre Fotos nicht, um KI zu trainieren.",
                "Wir verwenden Ihre Fotos und Nachrichten nicht, um KI zu trainieren.",
            ),
            "es": (
                "No usamos sus fotos para entrenar la IA.",
                "No usamos sus fotos ni sus mensajes para entrenar la IA.",
            ),
        },
    ),
    Kind.PROMISE_NARROWED: (
        Direction.MORE,
        {
            "en": (
                "We will not use your photos to train AI.",
                "We will not use your photos to train AI unless you report them.",
            ),
            "fr": (
                "Nous n’utilisons pas vos photos pour entraîner l’IA.",
                "Nous n’utilisons pas vos photos pour entraîner l’IA, sauf si on les signale.",
            ),
            "de": (
                "Wir verwenden Ihre Fotos nicht, um KI zu trainieren.",
                "Wir verwenden Ihre Fotos nicht, um KI zu trainieren, außer bei Meldungen.",
            ),
            "es": (
                "No usamos sus fotos para entrenar la IA.",
                "No usamos sus fotos para entrenar la IA, salvo en caso de denuncia.",
            ),
        },
    ),
    Kind.PROMISE_REMOVED: (
        Direction.MORE,
        {
            "en": ("We will never use your letters or photos to train AI.", ""),
            "fr": ("Nous n’utilisons jamais vos photos pour entraîner l’IA.", ""),
            "de": ("Ihre Fotos werden nicht zum Trainieren von KI verwendet.", ""),
            "es": ("No usamos sus fotos para entrenar la IA.", ""),
        },
    ),
    Kind.ANNOUNCEMENT: (
        Direction.MORE,
        {
            "en": ("", "From 4 May we will start using public posts to train AI."),
            "fr": ("", "Prochainement, les photos serviront à entraîner notre IA."),
            "de": ("", "Demnächst trainieren wir unsere KI mit Fotos."),
            "es": ("", "Próximamente entrenaremos nuestra IA con fotos."),
        },
    ),
    Kind.NOTICE_REMOVED: (
        Direction.NEUTRAL,
        {
            "en": ("Upcoming: how your photos will train our AI.", ""),
            "fr": ("Prochainement : vos photos pour entraîner notre IA.", ""),
            "de": ("Demnächst: Ihre Fotos für das Training unserer KI.", ""),
            "es": ("Próximamente: sus fotos para entrenar nuestra IA.", ""),
        },
    ),
    Kind.CLARIFICATION: (
        Direction.NEUTRAL,
        {
            "en": (
                "We use your photos to train our models.",
                "To train our models, we use your photos.",
            ),
            "fr": (
                "Nous utilisons vos photos pour entraîner nos modèles.",
                "Pour entraîner nos modèles, nous utilisons vos photos.",
            ),
            "de": (
                "Wir nutzen Ihre Fotos, um unsere Modelle zu trainieren.",
                "Um unsere Modelle zu trainieren, nutzen wir Ihre Fotos.",
            ),
            "es": (
                "Usamos sus fotos para entrenar nuestros modelos.",
                "Para entrenar nuestros modelos usamos sus fotos.",
            ),
        },
    ),
}
"""An invented sentence, or two wordings of it, for every kind: add a language here."""

_KNOWN = [
    *["we", "You", "may", "not", "never", "will", "no", "n't", "but", "unless", "opt", "out"],
    *["train", "our", "their", "AI", "models", "partners", "on", "posts", "Team", "plan"],
    *["effective", "31", "February", "2030", "0", "99", ",", ".", "(", ")", ";"],
]
"""Words that the reading turns on, for sentences of them that make no sense."""

_CASES = [
    pytest.param(kind, direction, language, pair, id=f"{kind}-{language}")
    for kind, (direction, pairs) in CHANGES.items()
    for language, pair in pairs.items()
]


def told(
    *pairs: tuple[str, str], language: str = "en", after: str = "", before: str = ""
) -> Judgement:
    """Describe what stands new, lost or reworded in `pairs` of an old and a new sentence."""
    passages = [_passage(old, new) for old, new in pairs]
    return described(passages, after=after, before=before, tongue=LEXICON.tongue(language))


def _passage(old: str, new: str) -> Passage:
    side = Side.REWORDED if old and new else Side.ADDED if new else Side.REMOVED
    return Passage(side, old, new)


@pytest.mark.parametrize(("kind", "direction", "language", "pair"), _CASES)
def test_each_kind_is_told_in_each_language(
    kind: Kind, direction: Direction, language: str, pair: tuple[str, str]
) -> None:
    judgement = told(pair, language=language)

    assert judgement.change
    assert kind in judgement.kinds
    assert judgement.direction is direction


def test_every_kind_has_its_cases() -> None:
    assert set(CHANGES) == set(Kind)
    assert all({"en", "fr", "de", "es"} <= set(pairs) for _, pairs in CHANGES.values())


@pytest.mark.parametrize(
    ("sentence", "polarity", "who"),
    [
        ("We train our models on your photos.", Polarity.ALLOWS, "provider"),
        ("Unless you opt out, we train our AI on your photos.", Polarity.ALLOWS, "provider"),
        ("If you don’t object, your photos train our AI.", Polarity.ALLOWS, "provider"),
        ("We won’t use your photos to train AI.", Polarity.PROMISES_NOT, "provider"),
        ("Only you can switch the training of AI off.", Polarity.WAY_OUT, "provider"),
        ("If you opt out, we will not train AI on your photos.", Polarity.WAY_OUT, "provider"),
        ("You may not use other people’s photos to train AI.", Polarity.FORBIDS, "user"),
        (
            "Our contracts forbid vendors to train their AI models on your photos.",
            Polarity.PROMISES_NOT,
            "third-party",
        ),
        (
            "We and our partners train our AI and their AI models on your photos.",
            Polarity.ALLOWS,
            "provider and third-party",
        ),
        ("Our trained staff read your messages.", Polarity.NONE, None),
        ("We show you advertising.", Polarity.NONE, None),
    ],
)
def test_one_sentence_says_who_and_whether(
    sentence: str, polarity: Polarity, who: str | None
) -> None:
    clause = clause_of(sentence, ENGLISH)

    assert (clause.polarity, clause.who) == (polarity, who)


def test_only_who_lets_peoples_data_train_trains_on_it() -> None:
    assert clause_of("We train our AI on your photos.", ENGLISH).trains_on_user_data
    assert clause_of("You can opt out of AI training on your photos.", ENGLISH).trains_on_user_data
    assert not clause_of("We never train AI on your photos.", ENGLISH).trains_on_user_data
    assert not clause_of("We train AI on publicly available texts.", ENGLISH).trains_on_user_data


def test_the_closest_names_of_data_are_given() -> None:
    judgement = told(("", "We use your data, such as comments and videos, to train AI."))

    assert judgement.data_kinds == ("comments", "videos")


def test_a_promise_and_a_permission_in_one_sentence_are_told_apart() -> None:
    promise = "We will not use your photos to train AI."
    both = f"We may use your comments to improve our search, but {promise}"

    judgement = told((promise, both))

    assert Kind.NEW_USE in judgement.kinds
    assert judgement.direction is Direction.MORE


def test_a_plan_dropped_from_a_promise_narrows_it() -> None:
    judgement = told(
        (
            "We do not train AI on your messages if you use Basil Team or Basil Grand.",
            "We do not train AI on your messages if you use Basil Grand.",
        )
    )

    assert judgement.kinds == (Kind.PROMISE_NARROWED,)


def test_a_plan_added_to_the_exception_of_a_promise_narrows_it() -> None:
    judgement = told(
        (
            "We do not train AI on your messages, except under the plan Small.",
            "We do not train AI on your messages, except under the plans Small and Grand.",
        )
    )

    assert judgement.kinds == (Kind.PROMISE_NARROWED,)


def test_two_sentences_made_into_one_are_no_new_use() -> None:
    judgement = told(
        ("", "We use your photos to train our translation models and our sorting models."),
        ("We use your photos to train our translation models.", ""),
        ("We use your photos to train our sorting models.", ""),
    )

    assert not {Kind.NEW_USE, Kind.USE_REMOVED} & set(judgement.kinds)


def test_a_title_does_not_weigh_beside_a_sentence() -> None:
    judgement = told(("", "Model training"), ("", "We never use your photos to train AI."))

    assert judgement.kinds == (Kind.PROMISE_ADDED,)


def test_a_promise_beside_a_use_is_neutral() -> None:
    judgement = told(
        ("", "We train our AI on your photos."), ("", "We never train our AI on your messages.")
    )

    assert judgement.direction is Direction.NEUTRAL


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Effective: 3 November 2031"),
        ("en", "**Effective date**\n\nNovember 3, 2031"),
        ("en", "These terms go into effect on November 3rd, 2031."),
        ("en", "Effective 2031-11-03"),
        ("en", "Starting on November 3, 2031, we use your posts to train our AI models."),
        ("de", "Gilt ab 3. November 2031"),
        ("de", "Diese Fassung tritt am 03.11.2031 in Kraft."),
        ("de", "Ab dem 3. November 2031 trainieren wir unsere KI-Modelle mit Beiträgen."),
        ("fr", "En vigueur à partir du 3 novembre 2031"),
        ("fr", "À compter du 3 novembre 2031, vos photos servent à entraîner nos modèles d’IA."),
        ("es", "Entrada en vigor: 3 de noviembre de 2031"),
        ("es", "A partir del 3 de noviembre de 2031 usamos sus fotos para entrenar la IA."),
        ("it", "In vigore dal 3 novembre 2031"),
        ("it", "Dal 3 novembre 2031 usiamo le tue foto per addestrare modelli di IA."),
        ("nl", "Van kracht vanaf 3 november 2031"),
        ("nl", "Vanaf 3 november 2031 trainen wij onze AI-modellen met uw foto's."),
        ("pt", "Em vigor a partir de 3 de novembro de 2031"),
        ("pt", "A partir de 3 de novembro de 2031 usamos suas fotos para treinar a IA."),
    ],
)
def test_the_day_it_takes_effect_is_read(language: str, line: str) -> None:
    judgement = told(("", "We train AI on your photos."), after=line, language=language)

    assert judgement.effective_date == "2031-11-03"


@pytest.mark.parametrize(
    ("after", "day"),
    [
        ("Last updated: 3 November 2031", None),
        ("An effective way to write to us since 3 November 2031", None),
        ("Effective: 31 February 2031", None),
        ("Effective: 1 May 2029", None),
    ],
)
def test_no_other_day_is_taken_for_it(after: str, day: str | None) -> None:
    judgement = told(
        ("", "We train AI on your photos."), after=after, before="Effective: 1 May 2029"
    )

    assert judgement.effective_date == day


@pytest.mark.parametrize(
    ("language", "after", "status"),
    [
        ("en", "This notice will go into effect on 3 November 2031.", Status.ANNOUNCED),
        ("en", "On 3 November 2031, we are updating this notice.", Status.ANNOUNCED),
        ("de", "Am 3. November 2031 aktualisieren wir diese Hinweise.", Status.ANNOUNCED),
        ("en", "Last updated: 3 November 2031", Status.IN_EFFECT),
        ("de", "Zuletzt aktualisiert: 3. November 2031", Status.IN_EFFECT),
        ("fr", "Dernière mise à jour : 3 novembre 2031", Status.IN_EFFECT),
        ("en", "Effective: 1 May 2029", Status.SILENT),
        ("en", "", Status.SILENT),
    ],
)
def test_announced_in_effect_and_silent_are_told_apart(
    language: str, after: str, status: Status
) -> None:
    judgement = told(
        ("", "We train AI on your photos."),
        after=after,
        before="Effective: 1 May 2029",
        language=language,
    )

    assert judgement.status is status


def test_the_summary_names_what_whose_and_before() -> None:
    judgement = told(("", "We may use public posts to train our AI models."))

    assert judgement.summary == (
        "It now says, in words that were not there before, that your public posts may be used "
        "to train its own AI models."
    )


def test_the_summary_shows_three_kinds_of_data_at_most() -> None:
    judgement = told(("", "We train our AI on your posts, photos, videos, messages and location."))

    assert "your posts, photos and more may be used" in judgement.summary


@given(
    pairs=st.lists(st.tuples(st.text(), st.text()), max_size=4),
    language=st.sampled_from([*LEXICON.languages, "", "xx"]),
    after=st.text(),
    before=st.text(),
)
@settings(deadline=None)
def test_no_text_makes_it_raise(
    pairs: list[tuple[str, str]], language: str, after: str, before: str
) -> None:
    judgement = told(*pairs, language=language, after=after, before=before)

    assert judgement.kinds
    assert judgement.summary.endswith(".")


@given(words=st.lists(st.sampled_from(_KNOWN), max_size=40))
@settings(deadline=None)
def test_no_mix_of_the_words_it_knows_makes_it_raise(words: list[str]) -> None:
    text = " ".join(words)

    judgement = told((text, ""), ("", text), (text, text[::-1]), after=text)

    assert judgement.passages


def test_every_class_of_words_has_a_line_for_every_language() -> None:
    partial = {"aside"}
    classes = {name: by for name, by in LEXICON.words.items() if name not in partial}

    assert all(set(by) >= set(LEXICON.languages) for by in classes.values())
