"""By which words, in each language, is it told what a sentence about training says?

This is the one place to add a word. A line is one language; words are parted by commas, `*` stands
for any ending, and ` .. ` for up to four words between. It is long because it is all data.
"""

from __future__ import annotations

TRAIN = {
    "en": "train, trains, trained, training, retrain*, pretrain*, pre-train*, fine-tun*",
    "fr": "entraîn*, entrain*, former, préentraîn*",
    "de": "train*, *training, anlern*, anzulernen, angelernt*, feinabstimm*",
    "es": "entren*, reentren*",
    "it": "addestr*, allena*",
    "nl": "train*, getraind*, bijgeschaafd*",
    "pt": "trein*",
}
IMPROVE = {
    "en": "improv*, develop*, enhanc*, build*, refin*, evaluat*, test, testing, optimi*, research",
    "fr": "amélior*, développ*, concevoir, perfectionn*, évalu*, optimis*",
    "de": "verbesser*, entwick*, weiterentwick*, weiterzuentwickeln, optimier*",
    "es": "mejor*, desarroll*, perfeccion*, optimiz*",
    "it": "miglior*, svilupp*, perfezion*, ottimizz*",
    "nl": "verbeter*, ontwikkel*, optimalis*",
    "pt": "melhor*, desenvolv*, aperfeiço*, aprimor*, otimiz*",
}
AI = {
    "en": "ai, a.i., artificial intelligence, machine learning, machine-learning, ml, "
    "deep learning, neural network*, language model*, llm*, model, models, generative, "
    "algorithm*, chatbot*, classifier*",
    "fr": "ia, intelligence artificielle, apprentissage automatique, apprentissage profond, "
    "modèle*, algorithme*, générative*, chatbot*, agent conversationnel",
    "de": "ki, ki-*, künstliche* intelligenz, maschinelle* lernen*, modell, modelle*, *modelle, "
    "*modellen, algorithm*, generativ*, chatbot*",
    "es": "ia, inteligencia artificial, aprendizaje automático, modelo*, algoritmo*, generativ*, "
    "chatbot*",
    "it": "ia, ai, intelligenza artificiale, apprendimento automatico, modell*, algoritm*, "
    "generativ*",
    "nl": "ai, ai-*, kunstmatige intelligentie, machinaal leren, machine learning, model, "
    "modellen, algoritme*, generatie*",
    "pt": "ia, inteligência artificial, aprendizado de máquina, aprendizagem automática, modelo*, "
    "algoritmo*, generativ*",
}
SYSTEMS = {
    "en": "technolog*, systems, software, tools",
    "fr": "technologie*, systèmes, logiciels, outils",
    "de": "technologie*, systeme*, software, werkzeuge*",
    "es": "tecnología*, sistemas, herramientas",
    "it": "tecnologi*, sistemi, strumenti",
    "nl": "technologie*, systemen, hulpmiddelen",
    "pt": "tecnologia*, sistemas, ferramentas",
}
FED = {
    "en": "in datasets, datasets for, as input to, as inputs to, for use in .. ai, "
    "for use with .. ai",
    "fr": "dans des jeux de données, dans des ensembles de données",
    "de": "in datensätzen, in datensätze",
    "es": "en conjuntos de datos",
    "it": "in insiemi di dati",
    "nl": "in datasets",
    "pt": "em conjuntos de dados",
}
"""Ways to say that something is fed to a model without a word of training."""
FALSE = {
    "en": "trained staff, training of .. staff, train .. staff, staff training, "
    "employee training, train .. employees, trained .. personnel, device model, 3d model, "
    "model number*, model form, trained .. professionals, model clauses, device models, "
    "training of .. employees",
    "fr": "modèle de formulaire, modèle .. appareil, formulaire modèle, entraîne la, entraîne le, "
    "entraîner la, entraîner le, entraîner une, entraîner des",
    "de": "muster*, gerätemodell*, geschult*",
    "es": "modelo de formulario, modelo de dispositivo, modelo del dispositivo",
    "it": "modello di modulo, modello di dispositivo, modello del dispositivo",
    "nl": "modelformulier, apparaatmodel, model van .. apparaat",
    "pt": "modelo de formulário, modelo do dispositivo, modelo de dispositivo",
}
"""What sounds like a model or like training, and is neither."""
NOT = {
    "en": "not, never, no longer, neither, nor, cannot, no, excluding, without",
    "fr": "ne, n, pas, jamais, aucun*, excluant",
    "de": "nicht, kein*, niemals, nie, weder, ausgenommen",
    "es": "no, nunca, jamás, ningun*, ningún, tampoco",
    "it": "non, mai, nessun*",
    "nl": "niet, geen, nooit",
    "pt": "não, nunca, jamais, nenhum*",
}
NOT_REALLY = {
    "en": "not limited to, not only, whether or not, not .. identif*, cannot .. identif*, "
    "not .. opt*, not .. object*, not .. disabled, not .. turned off, not .. withdrawn, "
    "not .. apply, not .. responsible, never .. object*, no .. objection",
    "fr": "non seulement, pas .. limiter, pas .. oppos*, ne .. oppos*, n .. oppos*, "
    "pas .. désactiv*, n .. désactiv*, pas .. identifi*",
    "de": "nicht nur, nicht .. identif*, nicht .. widerspr*, nicht .. zugeordnet*, "
    "keinen widerspruch, nicht .. deaktiv*",
    "es": "no solo, no sólo, no .. limit*, no .. opon*, no .. opuest*, no .. opus*, "
    "no .. desactiv*, no .. identific*",
    "it": "non solo, non .. limit*, non .. oppo*, non .. disattiv*, non .. identific*",
    "nl": "niet alleen, niet .. beperkt, niet .. bezwaar, geen bezwaar, niet .. identific*, "
    "niet .. uitgeschakeld",
    "pt": "não só, não apenas, não .. limit*, não .. opo*, não .. opuser*, não .. desativ*, "
    "não .. identific*",
}
"""Negations that deny something else than the training."""
USE = {
    "en": "use, used, uses, using, usage, share*, sell, license*, licence*, allow*, permit*, "
    "authorize*, authorise*, process*, rely, serve",
    "fr": "utilis*, partag*, traitons, traite*, autoris*, permett*, serv*, emplo*",
    "de": "verwend*, nutz*, genutzt, benutz*, teilen, verarbeit*, erlaub*, gestatt*, dien*",
    "es": "usa*, uso, utiliz*, compart*, trat*, permit*, autoriz*, emple*",
    "it": "us*, utilizz*, condivid*, tratt*, permett*, autorizz*, impieg*",
    "nl": "gebruik*, gebruikt, delen, verwerk*, toestaan, toegestaan, ingezet",
    "pt": "us*, utiliz*, compartilh*, partilh*, trat*, permit*, autoriz*",
}
BAN = {
    "en": "restrict*, prohibit*, forbid*, forbidden, no-training, bar, barred, scrape, harvest, "
    "competitive with",
    "fr": "interdi*, prohib*",
    "de": "untersag*, verbiet*, verboten, untersagt",
    "es": "prohíb*, prohib*",
    "it": "vieta*, proib*",
    "nl": "verbied*, verboden",
    "pt": "proíb*, proib*",
}
USERS = {
    "en": "you may not, you must not, you shall not, you will not, you should not, you cannot, "
    "you agree .. not, users may not, users must not, users shall not, users will not, "
    "users cannot, customer may not, customers may not, customer shall not, members may not, "
    "developers may not, developers must not, developers shall not, anyone .. may not, "
    "licensees may not, partners may not, you are prohibited, users are prohibited, "
    "developers are prohibited, you must never, it is prohibited, scrape, crawl, harvest, "
    "competitive with",
    "fr": "vous ne, vous n, utilisateurs ne, développeurs ne, vous est interdit, "
    "vous engagez .. ne, il est interdit, interdit aux",
    "de": "sie dürfen, dürfen sie, nutzer dürfen, entwickler dürfen, nutzern, entwicklern, "
    "ihnen ist .. untersagt, es ist .. untersagt, es ist .. verboten",
    "es": "usted no, no podrá*, no puede*, usuarios no, desarrolladores no, no debe*, se prohíbe, "
    "queda prohibido, está prohibido",
    "it": "l'utente non, utenti non, non puoi, non può, sviluppatori non, è vietato",
    "nl": "u mag, je mag, gebruikers mogen, ontwikkelaars mogen, het is verboden",
    "pt": "você não, usuários não, utilizadores não, desenvolvedores não, é proibido",
}
"""Whom a ban on using something for training is laid on, when it is not the provider."""
OUT = {
    "en": "opt* out, opt-out*, object, objects, objected, objection*, toggle, training control*, "
    "turn .. off, turned off, switch .. off, you can .. decide, you can .. control, "
    "you can .. choose, in control of, disable, deactivate, your preferences, your choices",
    "fr": "oppos*, désactiv*, refuser, vous pouvez .. choisir, vous pouvez .. décider, "
    "vos préférences",
    "de": "widerspr*, deaktiv*, abschalt*, ausschalt*, abwähl*, opt-out, "
    "sie können .. entscheiden, abmelden",
    "es": "oponer*, oposición, desactiv*, rechaz*, puede .. elegir, puede .. decidir, "
    "optar por no, se opone",
    "it": "oppor*, opposizione, disattiv*, rifiut*, puoi .. scegliere, può .. scegliere",
    "nl": "bezwaar*, uitschakel*, uitzetten, afmelden, je kunt .. kiezen, u kunt .. kiezen",
    "pt": "opor*, oposição, desativ*, recus*, você pode .. escolher, pode .. optar",
}
IN = {
    "en": "opt in, opts in, opted in, opt-in, prior consent, explicitly agreed, explicit consent, "
    "only with your consent, if you consent, turn it on, explicit permission",
    "fr": "consentement, avez accepté, accord explicite, accord préalable, si vous acceptez",
    "de": "einwillig*, eingewilligt, zustimm*, zugestimmt",
    "es": "consentimiento, ha aceptado, si acepta",
    "it": "consenso, hai accettato",
    "nl": "toestemming, akkoord",
    "pt": "consentimento, autorização prévia",
}
EXCEPT = {
    "en": "unless, except, other than, with the exception of, without your, "
    "without the customer's, without customer's",
    "fr": "sauf, à moins que, à moins d, à l'exception, hormis, sans votre",
    "de": "außer, es sei denn, mit ausnahme, sofern sie .. nicht, ohne ihre",
    "es": "salvo, a menos que, excepto, con excepción, a excepción, sin su",
    "it": "salvo, a meno che, tranne, ad eccezione, senza il tuo, senza il suo",
    "nl": "tenzij, behalve, met uitzondering, zonder uw, zonder je",
    "pt": "salvo, a menos que, exceto, com exceção, sem o seu, sem a sua",
}
ONLY = {
    "en": "only, solely, if enabled, subject to",
    "fr": "uniquement, seulement, exclusivement, que si",
    "de": "nur, ausschließlich, lediglich",
    "es": "solo, sólo, solamente, únicamente",
    "it": "solo, soltanto, unicamente",
    "nl": "alleen, slechts, uitsluitend",
    "pt": "só, somente, apenas, unicamente",
}
THIRD = {
    "en": "third part*, third-part*, affiliate*, partner*, collaborator*, service providers, "
    "ai provider*, vendor*, subprocessor*, sub-processor*, llm provider*, other companies",
    "fr": "tiers, partenaire*, affiliée*, prestataire*, sous-traitant*, autres entreprises",
    "de": "dritt*, partner*, dienstleister*, verbundene* unternehmen, auftragsverarbeiter*, "
    "anderen unternehmen",
    "es": "tercero*, terceras, socio*, afiliad*, proveedor*, otras empresas",
    "it": "terzi, terze, partner, affiliat*, fornitor*, altre aziende",
    "nl": "derde*, partner*, gelieerde*, dienstverlener*, andere bedrijven",
    "pt": "terceiro*, parceiro*, afiliad*, fornecedor*, outras empresas",
}
THEIR = {
    "en": "their, third-party .. model*, by third*, who may .. use, for third parties",
    "fr": "leurs, leur, par des .. tiers, modèles de tiers, aux tiers",
    "de": "ihre eigenen, deren, durch dritt*, modelle dritter, eigenen",
    "es": "sus propios, por terceros, de terceros, sus propias",
    "it": "i loro, le loro, da terzi, di terzi, propri",
    "nl": "hun, door derden, van derden",
    "pt": "seus próprios, suas próprias, por terceiros, de terceiros",
}
OURS = {
    "en": "we, our, us, ourselves",
    "fr": "nous, notre, nos",
    "de": "wir, unser*, uns",
    "es": "nosotros, nuestr*, usamos, utilizamos, usaremos, utilizaremos, podemos",
    "it": "noi, nostr*, usiamo, utilizziamo, useremo, utilizzeremo, possiamo",
    "nl": "wij, we, onze, ons",
    "pt": "nós, noss*, usamos, utilizamos, usaremos, podemos",
}
LICENCE = {
    "en": "licence to, license to, licensed, right to use, grant*, right and license, our license",
    "fr": "licence, accord*, concéd*, droit d'utiliser, cédez",
    "de": "lizenz*, räumen .. ein, nutzungsrecht*, gewähren",
    "es": "licencia*, concede*, otorga*, derecho a usar, derecho de uso",
    "it": "licenza, conced*",
    "nl": "licentie*, verleen*",
    "pt": "licença*, concede*",
}
LEGAL = {
    "en": "legitimate interest*, legal basis, legal bases, in our interest, lawful basis",
    "fr": "intérêt* légitime*, base juridique, base légale, fondement juridique",
    "de": "berechtigte* interesse*, rechtsgrundlage*",
    "es": "interés legítimo, intereses legítimos, base jurídica, base legal",
    "it": "interess* legittim*, legittimo interesse, base giuridica",
    "nl": "gerechtvaardigd* belang*, rechtsgrond*, grondslag*",
    "pt": "interesse legítimo, interesses legítimos, interesse* legítimo*, base legal, "
    "base jurídica",
}
REGION = {
    "en": "european, eu, eea, european union, united kingdom, uk, switzerland, europe, brazil, "
    "united states, your region, your country, california",
    "fr": "européen*, européenne, ue, eee, union européenne, royaume-uni, suisse, europe, "
    "votre pays, votre région",
    "de": "eu, ewr, europäisch*, vereinigten königreich, schweiz, europa, ihrem land",
    "es": "unión europea, ue, eee, espacio económico, reino unido, suiza, europa, su país, "
    "su región",
    "it": "unione europea, ue, see, regno unito, svizzera, europa, tuo paese, suo paese",
    "nl": "europese, eu, eer, verenigd koninkrijk, zwitserland, europa, uw land, je land",
    "pt": "união europeia, ue, eee, reino unido, suíça, europa, brasil, seu país",
}
NEWS = {
    "en": "are updating, we're updating, will be updating, are delaying, delaying our, "
    "will start using, will soon, upcoming, starting on, will begin, go into effect on, "
    "will take effect, we'll do this",
    "fr": "mettons à jour, reportons, prochainement, bientôt, allons commencer, "
    "entrera en vigueur, entreront en vigueur, commencerons",
    "de": "aktualisieren wir, wir aktualisieren, demnächst, verschieben, werden .. beginnen, "
    "künftig, wird .. in kraft treten, treten .. in kraft, bald",
    "es": "actualizaremos, estamos actualizando, próximamente, empezaremos, comenzaremos, "
    "entrará en vigor, entrarán en vigor, aplazamos, pronto",
    "it": "stiamo aggiornando, prossimamente, inizieremo, entrerà in vigore, presto",
    "nl": "werken .. bij, binnenkort, gaan .. beginnen, zal .. ingaan, treedt .. in werking",
    "pt": "estamos atualizando, em breve, começaremos, entrará em vigor, passaremos a",
}
THEY = {
    "en": "they, these providers, such providers",
    "fr": "ils, elles, ces prestataires",
    "de": "diese anbieter, diese dienstleister",
    "es": "ellos, estos proveedores",
    "it": "essi, questi fornitori",
    "nl": "zij, deze aanbieders",
    "pt": "eles, estes fornecedores",
}
"""Ways to speak on of others named in the sentence before."""
BUT = {
    "en": "but, however, yet",
    "fr": "mais, toutefois, cependant",
    "de": "aber, jedoch, allerdings",
    "es": "pero, sin embargo",
    "it": "ma, tuttavia",
    "nl": "maar, echter",
    "pt": "mas, porém, contudo",
}
DEFINES = {
    "en": "means any, means the, means a, refers to, is considered, are considered",
    "fr": "désigne*, s'entend, est considéré*",
    "de": "bezeichnet, bedeutet, gilt als, gelten als",
    "es": "significa, se entiende por, se refiere a, se considera",
    "it": "si intende, si riferisce a, è considerato",
    "nl": "betekent, wordt beschouwd, verwijst naar",
    "pt": "significa, entende-se por, refere-se a, é considerado",
}
"""Words of a definition, which neither allows nor promises."""
WHATEVER = {
    "en": "regardless, irrespective, no matter, whenever",
    "fr": "quel que soit, quelle que soit, indépendamment, peu importe",
    "de": "unabhängig davon, egal, gleichgültig",
    "es": "independientemente, sin importar",
    "it": "indipendentemente, a prescindere",
    "nl": "ongeacht",
    "pt": "independentemente, não importa",
}
"""Words by which a use reaches further than one would think."""
PLAN = {
    "en": "plan*, version*, subscription*, tier*, account*, free, paid",
    "fr": "abonnement*, version*, offre*, formule*, compte*, gratuit*",
    "de": "tarif*, version*, abonnement*, abo, konto, konten, kostenlos*",
    "es": "plan, planes, versión, versiones, suscripción, cuenta*, gratuit*",
    "it": "piano, piani, versione, abbonamento, account, gratuit*",
    "nl": "abonnement*, versie*, account*, gratis",
    "pt": "plano*, versão, versões, assinatura*, conta*, gratuit*",
}
"""Words beside which a name is that of what somebody pays for, and so of whose data it is."""
GENERAL = {
    "en": "generative, language model*, ai, artificial intelligence, foundational, research, "
    "product*",
    "fr": "générative*, ia, intelligence artificielle, recherche, produit*",
    "de": "generativ*, ki, ki-*, künstliche* intelligenz, forschung, produkt*",
    "es": "generativ*, ia, inteligencia artificial, investigación, producto*",
    "it": "generativ*, ia, intelligenza artificiale, ricerca, prodott*",
    "nl": "generatie*, ai, kunstmatige intelligentie, onderzoek, product*",
    "pt": "generativ*, ia, inteligência artificial, pesquisa, produto*",
}
"""What the training is for; more of these in a sentence is a wider purpose."""

CLASSES = {
    "train": TRAIN,
    "improve": IMPROVE,
    "ai": AI,
    "systems": SYSTEMS,
    "fed": FED,
    "false": FALSE,
    "not": NOT,
    "not_really": NOT_REALLY,
    "use": USE,
    "ban": BAN,
    "users": USERS,
    "out": OUT,
    "in": IN,
    "except": EXCEPT,
    "only": ONLY,
    "third": THIRD,
    "their": THEIR,
    "ours": OURS,
    "licence": LICENCE,
    "legal": LEGAL,
    "region": REGION,
    "news": NEWS,
    "they": THEY,
    "but": BUT,
    "defines": DEFINES,
    "whatever": WHATEVER,
    "plan": PLAN,
    "general": GENERAL,
}
