"""The record of processing (Art. 30 GDPR): each activity with its columns, and what the privacy page says of it.

All sentences are message ids. A legal office confirms bases and terms before a city relies on them; they follow Art. 6
(1) (e) GDPR with section 4 of the data-protection act of Baden-Württemberg.
"""

from __future__ import annotations

from dataclasses import dataclass

from participation.core.errors import N_

TASK = N_("Aufgabe im öffentlichen Interesse: Art. 6 Abs. 1 Buchst. e DSGVO mit § 4 LDSG BW")
CONSENT = N_("Einwilligung, jederzeit widerrufbar: Art. 6 Abs. 1 Buchst. a DSGVO")
DUTY = N_("rechtliche Verpflichtung: Art. 6 Abs. 1 Buchst. c DSGVO mit § 10 L-BGG")
ACCOUNT_KEPT = N_(
    "bis das Konto gelöscht wird; unbestätigt %(keep_unconfirmed_days)s Tage; nach %(unused_after_days)s Tagen ohne "
    "Anmeldung erinnern wir Sie, und 30 Tage später geht es von selbst"
)
NOBODY_ELSE = N_("niemand außerhalb der Stadt")


@dataclass(frozen=True)
class Activity:
    """One activity: where it happens, what is stored, why, on what basis, how long, who sees it, in which columns.

    `form` says that people enter it in a form, of which the privacy page tells; `automatic`, that it ends by itself.
    """

    slug: str
    title: str
    stored: str
    purpose: str
    basis: str
    kept: str
    seen_by: str
    columns: tuple[str, ...]
    form: bool = True
    automatic: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of its columns, each once, in their order."""
        return tuple(dict.fromkeys(column.split(".")[0] for column in self.columns))


ACTIVITIES = (
    Activity(
        "konto", N_("Konto anlegen"),
        N_(
            "E-Mail-Adresse, Pseudonym, Passwort als nicht umkehrbarer Wert, Sprache, Zeitpunkte des Anlegens und"
            " der letzten Anmeldung; freiwillig die Gruppe"
        ),
        N_(
            "mitmachen können, ohne den eigenen Namen zu zeigen; nur mit der E-Mail-Adresse lässt sich ein Konto "
            "wiederherstellen"
        ),
        TASK, ACCOUNT_KEPT, N_("öffentlich nur das Pseudonym; die Adresse sieht die Administration"),
        ("accounts.email", "accounts.pseudonym", "accounts.pseudonym_key", "accounts.password_hash",
         "accounts.actor_ref", "accounts.group"),
        automatic=True,
    ),
    Activity(
        "anmeldung", N_("Anmelden, Adresse bestätigen, neues Passwort"),
        N_("ein Prüfwert der Anmeldung und wann sie benutzt wurde; ein Prüfwert des zugeschickten Links; für "
           "höchstens eine Minute die Adresse, für die ein neues Passwort gewünscht ist"),
        N_("angemeldet bleiben, Anmeldungen einzeln beenden, Links nur einmal gelten lassen"),
        TASK,
        N_(
            "der Link gilt 7 Tage (Bestätigung) oder 2 Stunden (Passwort), sein Eintrag geht %(keep_links_days)s Tage"
            " später; Anmeldungen gehen %(keep_sign_ins_days)s Tage, nachdem sie enden"
        ),
        N_("nur die Person selbst"),
        ("sign_ins.account_id", "sign_ins.token_hash", "email_tokens.account_id", "email_tokens.token_hash",
         "reset_requests.email"),
        automatic=True,
    ),
    Activity(
        "zweiter-schritt", N_("Zweiter Schritt der Anmeldung"),
        N_(
            "das Geheimnis der Code-App (verschlüsselt) oder der öffentliche Teil eines Passkeys, "
            "Wiederherstellungs-Codes als Prüfwert"
        ),
        N_("Konten mit Aufgaben vor Übernahme schützen"),
        TASK, N_("bis der zweite Schritt abgelegt oder das Konto gelöscht wird"), N_("nur die Person selbst"),
        ("authenticators.account_id", "authenticators.secret", "passkeys.account_id", "passkeys.credential_id",
         "passkey_questions.account_id", "recovery_codes.account_id"),
    ),
    Activity(
        "zugaenge", N_("Anmelden über die Stadt, wo sie das anbietet"),
        N_(
            "welcher Dienst Sie bestätigt hat, ein Prüfwert Ihrer Kennung dort, wie sicher er war und wann; beim ersten"
            " Besuch kurz die E-Mail-Adresse. Name und andere Angaben speichern wir nicht"
        ),
        N_("sich ohne weiteres Passwort anmelden; Aufgaben aus dem Verzeichnis der Stadt übernehmen"),
        TASK,
        N_(
            "bis die Verbindung gelöst oder das Konto gelöscht wird; die Adresse vom ersten Besuch höchstens zwei Tage"
        ),
        N_("nur die Person selbst; der Dienst der Stadt erfährt, dass Sie sich hier anmelden"),
        ("identities.account_id", "identities.subject_hash", "sign_ins.came_by", "sign_ins.outer_session",
         "arrivals.email", "arrivals.token_hash", "arrivals.subject_hash"),
    ),
    Activity(
        "eigene-daten", N_("Adresse ändern, Bedingungen zustimmen, Konto löschen"),
        N_(
            "die bisherige und die neue E-Mail-Adresse, welcher Fassung der Nutzungsbedingungen Sie zustimmten, wann"
            " Sie das Löschen wünschten oder an ein lange unbenutztes Konto erinnert wurden"
        ),
        N_("Änderungen stoppen können, solange sie frisch sind; nachweisen, dass gelöscht wurde"),
        TASK,
        N_(
            "die bisherige Adresse 7 Tage; das Übrige, bis das Konto gelöscht ist – dann bleibt nur, dass und wann "
            "gelöscht wurde"
        ),
        N_("nur die Person selbst"),
        ("address_changes.account_id", "address_changes.old_email", "address_changes.new_email",
         "address_changes.token_hash", "terms_acceptances.account_id", "unused_warnings.account_id",
         "erasures.account_id", "erasures.address", "erasures.pseudonym", "erasures.actor_ref", "erasures.token_hash"),
        automatic=True,
    ),
    Activity(
        "einladungen", N_("Einladungen"),
        N_(
            "E-Mail-Adresse, Aufgabe oder Beteiligungsverfahren und wer eingeladen hat; wer in ein Verfahren "
            "eingelassen ist"
        ),
        N_("Menschen eine Aufgabe geben oder in ein Verfahren einladen"),
        TASK,
        N_(
            "Einladungen in eine Aufgabe gelten 14 Tage, ihre Adresse geht %(keep_invitations_days)s Tage später von "
            "selbst; Einladungen in ein Verfahren gehen mit den Namen, wenn es lange archiviert ist. Mit dem Konto "
            "gehen alle, die an seine Adresse gingen"
        ),
        N_("wer einlädt, und die Administration"),
        ("invitations.email", "invitations.token_hash", "invitations.invited_by_ref", "process_invitations.email",
         "admissions.account_id"), form=False, automatic=True,
    ),
    Activity(
        "codes", N_("Codes aus Briefen, Codes für Gruppen, Mindestalter"),
        N_(
            "ob ein Code benutzt ist, als nicht umkehrbarer Prüfwert; an welchem Tag Ihr Konto für welches Verfahren "
            "einen Code vorwies oder ein Mindestalter bestätigte, nie ein Geburtsdatum; bei Teilnehmenden ohne Konto "
            "das Pseudonym und ein Prüfwert des Codes, mit dem sie wiederkommen"
        ),
        N_("nur wer eingeladen oder alt genug ist, schreibt mit; Klassen und Gruppen machen ohne Konto mit"),
        TASK,
        N_(
            "Nachweise und Bestätigungen, bis das Konto gelöscht wird; Teilnahmen ohne Konto werden 90 Tage nach dem "
            "Ende des Verfahrens gelöscht. Welcher Code zu welcher Adresse ging und wer ihn benutzte, wird nie "
            "gespeichert"
        ),
        N_("nur die Person selbst; öffentlich nur das Pseudonym, ohne Schule, Gruppe und Alter"),
        ("level_proofs.account_id", "age_confirmations.account_id", "guests.account_id", "guests.key_hash"),
        automatic=True,
    ),
    Activity(
        "beitraege", N_("Ideen, Kommentare und Zettel"),
        N_(
            "was Sie schreiben, wann, auf Wunsch mit Ort und Bildern, und unter welchem Konto; bei Gästen einer "
            "Werkstatt der angegebene Name"
        ),
        N_("Beiträge öffentlich beraten und beantworten"),
        TASK,
        N_(
            "Beiträge bleiben nachlesbar; nach dem Löschen des Kontos steht dort „Gelöschtes Konto“, auf Wunsch "
            "geht der Text mit. Was ganz verschwinden muss, tilgen zwei Personen. Lange nach der Archivierung eines "
            "Verfahrens gehen die Namen"
        ),
        N_("alle, mit Pseudonym; als offene Daten ohne Pseudonym"),
        ("ideas.author_id", "ideas.title", "ideas.text", "ideas.text_html", "ideas.excerpt", "ideas.street",
         "import_rows.street", "idea_versions.actor_ref", "comments.author_id", "comments.text",
         "comments.text_html", "comment_versions.text", "notes.author_id", "notes.text", "notes.author_label",
         "idea_pictures.alt"),
    ),
    Activity(
        "entwuerfe", N_("Entwürfe von Ideen"),
        N_("was Sie schreiben und noch nicht eingereicht haben, mit Bildern; vor dem Anmelden nur kurz, ohne Konto"),
        N_("beim Schreiben geht nichts verloren"),
        TASK,
        N_(
            "bis Sie einreichen oder den Entwurf löschen, sonst %(keep_idea_drafts_days)s Tage; was vor dem Anmelden "
            "abgesendet wurde, einen Tag"
        ),
        N_("nur die Person selbst"),
        ("idea_drafts.account_id", "idea_drafts.fields", "waiting_ideas.fields", "waiting_ideas.token_hash"),
        automatic=True,
    ),
    Activity(
        "bewerbungen", N_("Bewerbungen bei einem Aufruf"),
        N_(
            "wer zu welchem Team gehört, der Name des Teams, was bestätigt wurde, hochgeladene Dateien und die "
            "E-Mail-Adressen eingeladener Mitglieder"
        ),
        N_("sich allein oder gemeinsam mit Anlagen bewerben"),
        TASK,
        N_(
            "Bewerbungen bleiben nachlesbar; Adressen Eingeladener gehen mit der Antwort, spätestens nach der Frist, "
            "nicht abgesendete Dateien nach drei Tagen von selbst; wer zum Team gehört, bis das Konto gelöscht wird"
        ),
        N_("bis zur Frist Team und Fachabteilung, dann alle; Pseudonyme von Mitgliedern nur, wenn diese zustimmen"),
        ("team_members.account_id", "team_invitations.email", "application_files.account_id",
         "application_files.draft_key", "applications.team_name"),
    ),
    Activity(
        "unterstuetzungen", N_("Unterstützen und Punkte vergeben"),
        N_("welches Konto welche Idee, welchen Kommentar oder welchen Zettel unterstützt"),
        N_("jedes Konto zählt einmal und kann es zurücknehmen"),
        TASK, N_(
            "bis Sie es zurücknehmen oder das Konto gelöscht wird; lange nach der Archivierung eines Verfahrens zählt "
            "es weiter, ohne Person"
        ),
        N_("niemand: keine Seite, keine Datei und kein Protokoll zeigt es"),
        ("votes.account_id", "comment_votes.account_id", "dots.account_id"),
    ),
    Activity(
        "zusammenhang", N_("Sagen, was zusammengehört"),
        N_("welches Konto welche zwei Ideen als zusammengehörig genannt hat"),
        N_("ähnliche Ideen finden; jedes Konto zählt einmal und kann es zurücknehmen"),
        TASK, N_(
            "bis Sie es zurücknehmen oder das Konto gelöscht wird; lange nach der Archivierung eines Verfahrens ohne "
            "Person"
        ),
        N_("niemand: die Moderation sieht nur, wie viele es sagen"),
        ("kinship_hints.account_id",),
    ),
    Activity(
        "suchen", N_("Gespeicherte Suchen"),
        N_("wonach Sie auf den Listen der Ideen suchen, wie Sie das nennen und wie oft Sie von Neuem hören möchten"),
        N_("Ihnen zeigen, welche Ideen neu sind"),
        CONSENT, N_("bis Sie die Suche oder das Konto löschen"), N_("nur die Person selbst"),
        ("saved_searches.account_id", "saved_searches.name", "saved_searches.words"),
    ),
    Activity(
        "mitteilungen", N_("Folgen und Mitteilungen"),
        N_("welchen Verfahren, Ideen und Maßnahmen Sie folgen, ob per E-Mail, und welche Mitteilungen Sie bekamen"),
        N_("Ihnen sagen, was aus Beiträgen wurde"),
        CONSENT, N_("bis Sie nicht mehr folgen oder das Konto gelöscht wird"), N_("nur die Person selbst"),
        ("subscriptions.account_id", "notifications.account_id"),
    ),
    Activity(
        "post", N_("E-Mails der Plattform"),
        N_("Empfängeradresse, Anlass und Inhalt jeder verschickten Nachricht"),
        N_("Nachrichten zustellen und bei Störungen noch einmal versuchen"),
        TASK, N_("der Inhalt bis zum Versand, die Adresse %(keep_mails_days)s Tage; dann von selbst gelöscht"),
        N_("der Mail-Server, über den die Stadt verschickt"),
        ("mails.recipient", "mails.account_ref", "mails.context"), form=False, automatic=True,
    ),
    Activity(
        "barrieren", N_("Barriere melden"),
        N_("was Sie schreiben, die Seite, auf Wunsch Ihr Hilfsmittel und eine E-Mail-Adresse"),
        N_("Barrieren beheben und Ihnen antworten"),
        DUTY,
        N_(
            "bis %(keep_reports_days)s Tage nach dem Abschluss; dann gehen Worte und Adresse von selbst. Löschen Sie "
            "Ihr Konto, geht dessen Adresse schon dann aus Ihren Meldungen"
        ),
        N_("Administration und Koordination"),
        ("barrier_reports.email", "barrier_reports.text", "barrier_reports.aids", "barrier_reports.receipt"),
        automatic=True,
    ),
    Activity(
        "mitarbeit", N_("Aufgaben von Mitarbeitenden und Mitgliedern von Gremien"),
        N_(
            "welches Konto welche Aufgabe wofür und bis wann hat, Bewertungen und Urteile mit Begründung, Kontakt"
            " der Fachabteilungen"
        ),
        N_("nur wer zuständig ist, handelt; Entscheidungen lassen sich nachvollziehen"),
        TASK, N_("Aufgaben bis zu ihrem Ende; Bewertungen als Teil der Ergebnisse, ohne Namen"),
        N_("Kontakte der Fachabteilungen alle, sonst die Administration; Bewertungen ohne Namen alle"),
        ("role_grants.account_id", "reviews.account_id", "judgements.actor_ref", "prioritisations.proposed_by_id",
         "answers.author_ref", "departments.contact", "departments.email", "departments.phone",
         "processes.contact_name", "processes.contact_email", "processes.contact_phone"), form=False,
    ),
    Activity(
        "protokoll", N_("Protokoll der Verwaltung"),
        N_("wer im Namen der Stadt wann was tat, mit einer zufälligen Nummer statt des Namens"),
        N_("nachweisen, was geschah, und Änderungen zurückverfolgen"),
        TASK,
        N_(
            "dauerhaft; die Nummer wird mit dem Löschen des Kontos vom Namen getrennt, Worte lassen sich einzeln "
            "löschen und gehen nach der eingestellten Frist von selbst"
        ),
        N_("Administration, nach Zweck"),
        ("journal_entries.actor_ref", "journal_details.details", "setting_changes.actor_ref",
         "decisions.recorded_by_ref", "reached_levels.recorded_by_ref", "stage_changes.recorded_by_ref",
         "publications.published_by_ref", "accessibility_statements.actor_ref", "article_versions.actor_ref",
         "releases.requested_by_ref", "releases.decided_by_ref"),
        form=False,
    ),
    Activity(
        "tilgen", N_("Tilgen von Beiträgen"),
        N_(
            "was getilgt werden soll, Grund und Begründung, wer es beantragt und wer es entschieden hat, mit einer "
            "zufälligen Nummer statt des Namens; nichts von dem, was dort stand"
        ),
        N_("löschen, was gehen muss, und nachweisen, dass zwei Personen es entschieden haben"),
        TASK, N_("dauerhaft, ohne den Inhalt; die Nummern gehen mit den Konten"),
        N_("Moderation und Redaktion der Fachabteilung, Koordination und Administration"),
        ("expungings.requested_by_ref", "expungings.decided_by_ref"), form=False,
    ),
    Activity(
        "missbrauch", N_("Schutz vor Missbrauch"),
        N_(
            "ein Schlüsselwert aus einem Teil der Internetadresse mit täglich wechselndem Geheimnis, und wie oft "
            "er anfragte"
        ),
        N_("zu viele Anfragen in kurzer Zeit abweisen"),
        TASK, N_("höchstens einen Tag; aus dem Wert lässt sich die Adresse nicht zurückrechnen"), NOBODY_ELSE,
        ("rate_counts.key",), form=False, automatic=True,
    ),
)  # fmt: skip


def recorded_columns() -> frozenset[str]:
    """Every column that the record speaks of, as `table.column`."""
    return frozenset(column for activity in ACTIVITIES for column in activity.columns)
