"""Everything that the house keeps of a person, room by room, with a description for each part and each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from participation.action.evaluations import queries as evaluations
from participation.dialogue.calls import queries as calls
from participation.dialogue.clusters import queries as clusters
from participation.dialogue.codes import queries as codes
from participation.dialogue.comments import queries as comments
from participation.dialogue.ideas import queries as ideas
from participation.dialogue.searches import queries as searches
from participation.dialogue.workshops import queries as workshops
from participation.people.accounts.models import Account
from participation.people.identities.queries import linked_identities
from participation.people.invitations import queries as invitations
from participation.people.notifications import queries as notifications
from participation.people.own_data import queries
from participation.people.own_data.views.describing import fields_described
from participation.people.second_factors import queries as second_factors
from participation.records.mailbox import queries as mailbox


@dataclass(frozen=True)
class Part:
    """One kind of data: its name in `daten.json`, its title and description in words, its rows."""

    name: str
    title: str
    description: str
    rows: Sequence[Mapping[str, Any]]

    @property
    def fields(self) -> dict[str, str]:
        """What the fields mean, in the order in which they stand."""
        names = dict.fromkeys(name for row in self.rows for name in row)
        known = fields_described()
        return {name: known[name] for name in names}


def gathered(account: Account) -> list[Part]:
    """All parts, those without rows too: that nothing is kept is worth knowing."""
    return [
        Part("account", _("Konto"), _("Ihre Angaben. Öffentlich ist davon nur das Pseudonym."), [_account(account)]),
        *_written(account.id),
        *_applied(account.id),
        *_chosen(account.id),
        *_received(account),
        *_kept(account),
        *_proven(account.id),
    ]


def _account(account: Account) -> dict[str, Any]:
    return {
        "email": account.email if account.has_address else "", "pseudonym": account.pseudonym,
        "group": account.group, "mail_language": account.language, "created_at": account.created_at,
        "confirmed_at": account.confirmed_at,
        "last_sign_in_at": account.last_sign_in_at, "pseudonym_changed_at": account.pseudonym_changed_at,
        "journal_name": account.actor_ref,
    }  # fmt: skip


def _written(account_id: int) -> list[Part]:
    return [
        Part("ideas", _("Ideen"), _("Was Sie eingereicht haben."), ideas.written_ideas(account_id)),
        Part("texts_of_ideas", _("Fassungen"), _("Alle Fassungen Ihrer Ideen."), ideas.earlier_texts(account_id)),
        Part(
            "drafts", _("Entwürfe"), _("Was Sie geschrieben und nicht eingereicht haben."),
            ideas.drafts_kept_of(account_id),
        ),
        Part("pictures", _("Bilder"), _("Bilder zu Ihren Ideen und Entwürfen."), ideas.pictures_kept_of(account_id)),
        Part("comments", _("Kommentare"), _("Was Sie kommentiert haben."), comments.written_comments(account_id)),
        Part(
            "texts_of_comments", _("Frühere Kommentare"), _("Was dort stand, bevor Sie sie geändert haben."),
            comments.earlier_texts_of_comments(account_id),
        ),
        Part("notes", _("Zettel"), _("Was Sie in Werkstätten geschrieben haben."), workshops.written_notes(account_id)),
        Part(
            "reviews", _("Einschätzungen"), _("Was Sie in Evaluationsrunden eingeschätzt haben."),
            evaluations.reviews_written_by(account_id),
        ),
    ]  # fmt: skip


def _applied(account_id: int) -> list[Part]:
    return [
        Part("teams", _("Bewerbungen"), _("Zu welchen Teams Sie gehören."), calls.teams_kept_of(account_id)),
        Part(
            "files_of_applications", _("Anlagen"), _("Was zu Ihren Bewerbungen hochgeladen wurde."),
            calls.files_kept_of(account_id),
        ),
        Part(
            "conditions", _("Bedingungen"), _("Was Sie für Ihre Bewerbungen bestätigt haben."),
            calls.accepted_by(account_id),
        ),
    ]  # fmt: skip


def _chosen(account_id: int) -> list[Part]:
    alone = _("Das zeigt keine Seite, auch der Stadt nicht.")
    return [
        Part("votes", _("Unterstützungen"), alone, ideas.votes_cast(account_id)),
        Part("helpful_comments", _("Unterstützte Kommentare"), alone, comments.comments_found_helpful(account_id)),
        Part("hints", _("Hinweise"), _("Was Ihrer Meinung nach zusammengehört."), clusters.hints_given(account_id)),
        Part("dots", _("Punkte in Werkstätten"), alone, workshops.dots_set(account_id)),
        Part(
            "follows", _("Was Sie verfolgen"), _("Dazu bekommen Sie Mitteilungen."),
            notifications.kept_subscriptions(account_id),
        ),
        Part(
            "searches", _("Gespeicherte Suchen"), _("Was Sie unter einem Namen suchen. Nur Sie sehen es."),
            searches.kept_searches(account_id),
        ),
    ]  # fmt: skip


def _proven(account_id: int) -> list[Part]:
    return [
        Part(
            "levels", _("Nachweise"), _("Was Sie wann vorweisen konnten, um mitzumachen; ohne Verfahren: für alle."),
            codes.levels_proven_by(account_id),
        ),
        Part(
            "ages", _("Mindestalter"), _("In welchem Verfahren Sie ein Mindestalter bestätigt haben."),
            codes.ages_confirmed_by(account_id),
        ),
        Part(
            "joined", _("Mitmachen ohne Konto"), _("Seit wann Sie mit dem Code einer Schule oder Gruppe mitmachen."),
            codes.joined_with_code(account_id),
        ),
    ]  # fmt: skip


def _received(account: Account) -> list[Part]:
    mails = mailbox.mails_kept_for(account.email, account_ref=account.actor_ref)
    return [
        Part(
            "messages", _("Mitteilungen"), _("Was in Ihrem Posteingang liegt."),
            notifications.kept_messages(account.id),
        ),
        Part("mails", _("E-Mails"), _("Welche E-Mails wir Ihnen geschickt haben und noch kennen."), mails),
    ]  # fmt: skip


def _kept(account: Account) -> list[Part]:
    roles = [
        {"role": role, "scope": scope, "valid_from": begins, "valid_until": ends}
        for role, scope, begins, ends in queries.roles_of(account.id)
    ]
    signed_in = [
        {"device": one.device, "created_at": one.created_at, "seen_at": one.seen_at, "ended_at": one.ended_at}
        for one in queries.sign_ins_kept_of(account.id)
    ]
    admitted = [{"title": title, "accepted_at": at} for title, at in queries.admissions_of(account.id)]
    accepted = [{"number": number, "accepted_at": at} for number, at in queries.terms_accepted_by(account.id)]
    return [
        Part("sign_ins", _("Anmeldungen"), _("Wann Sie sich angemeldet haben."), signed_in),
        Part(
            "second_factors", _("Zweiter Schritt"),
            _("Womit Sie sich nach dem Passwort ausweisen. Geheimes ist nicht dabei."),
            second_factors.kept_second_factors(account.id),
        ),
        Part(
            "invitations", _("Einladungen"), _("Zu welchen Aufgaben Sie eingeladen wurden."),
            invitations.invitations_sent_to(account.email),
        ),
        Part(
            "identities", _("Zugänge über die Stadt"), _("Mit welchem Dienst Sie sich anmelden können."),
            linked_identities(account.id),
        ),
        Part("admissions", _("Zugänge"), _("Zu welchen Verfahren für Eingeladene Sie Zugang haben."), admitted),
        Part("roles", _("Aufgaben"), _("Welche Aufgaben Sie in der Stadtverwaltung haben oder hatten."), roles),
        Part(
            "terms", _("Nutzungsbedingungen"),
            _("Welchen Fassungen Sie nach dem Anlegen des Kontos zugestimmt haben."), accepted,
        ),
    ]  # fmt: skip
