"""What a new installation begins with: ten action fields, ten core goals, and tags of two wider frames.

Sources: the fields and core goals are those of the city's digital agenda; the tags are the 17 Sustainable Development
Goals of the United Nations and the eight guidelines of the national Smart City Charter. All can be edited later.
"""

from participation.core.slugs import slugify

ACTION_FIELDS = (
    "Bildung", "Datenplattform", "Energie & Umwelt", "Gesellschaft", "Gesundheit", "Handel", "IT-Infrastruktur",
    "Mobilität", "Sicherheit", "Verwaltung",
)  # fmt: skip

GOALS = (
    "clever", "für alle", "offen", "transparent", "nachhaltig", "sicher", "nutzer:innenorientiert", "von unten", "agil",
    "näher",
)  # fmt: skip

SDGS = (
    "Keine Armut", "Kein Hunger", "Gesundheit und Wohlergehen", "Hochwertige Bildung", "Geschlechtergleichheit",
    "Sauberes Wasser und Sanitäreinrichtungen", "Bezahlbare und saubere Energie",
    "Menschenwürdige Arbeit und Wirtschaftswachstum", "Industrie, Innovation und Infrastruktur",
    "Weniger Ungleichheiten", "Nachhaltige Städte und Gemeinden", "Nachhaltiger Konsum und Produktion",
    "Maßnahmen zum Klimaschutz", "Leben unter Wasser", "Leben an Land",
    "Frieden, Gerechtigkeit und starke Institutionen", "Partnerschaften zur Erreichung der Ziele",
)  # fmt: skip

CHARTER = (
    "lebenswert", "vielfältig", "partizipativ", "klimaneutral", "wettbewerbsfähig", "aufgeschlossen", "responsiv",
    "sicher",
)  # fmt: skip

TAGS = (
    *(("sdg", f"sdg-{number}", name) for number, name in enumerate(SDGS, start=1)),
    *(("charta", f"charta-{slugify(name)}", name) for name in CHARTER),
)
