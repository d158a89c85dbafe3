"""lay the house"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.core import guards
from participation.core.database import UtcDateTime
from participation.records.search import index as search_index

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None
GUARDED: dict[str, tuple[str, ...]] = {"journal_entries": ("position", "hash"), "publications": ()}


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("pseudonym", sa.String(length=60), nullable=False),
        sa.Column("pseudonym_key", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column(
            "group",
            sa.Enum(
                "resident",
                "commuter",
                "visitor",
                "business",
                "science",
                "association",
                "politics",
                "administration",
                name="group",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("actor_ref", sa.String(length=32), nullable=True),
        sa.Column("unread", sa.Integer(), server_default="0", nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("last_sign_in_at", UtcDateTime(), nullable=True),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("actor_ref", name=op.f("uq_accounts_actor_ref")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        sa.UniqueConstraint("pseudonym_key", name=op.f("uq_accounts_pseudonym_key")),
    )
    op.create_table(
        "action_fields",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_fields")),
        sa.UniqueConstraint("slug", name=op.f("uq_action_fields_slug")),
    )
    op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_data_version_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_version")),
    )
    op.create_table(
        "journal_cursors",
        sa.Column("reader", sa.String(length=60), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reader", name=op.f("pk_journal_cursors")),
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("account_ref", sa.String(length=32), nullable=True),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("once_key", sa.String(length=120), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "sent", "failed", name="mailstate", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("once_key", name=op.f("uq_mails_once_key")),
    )
    with op.batch_alter_table("mails", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mails_account_ref"), ["account_ref"], unique=False)
        batch_op.create_index("ix_mails_waiting", ["state", "due_at"], unique=False)

    op.create_table(
        "rate_counts",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_counts")),
    )
    with op.batch_alter_table("rate_counts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rate_counts_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "site_settings",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_site_settings")),
    )
    op.create_table(
        "subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "department",
                "process",
                "board",
                "district",
                "idea",
                "comment",
                "cluster",
                "workshop",
                "note",
                "prototype",
                "prioritisation",
                "measure",
                "goal",
                "body",
                "meeting",
                "article",
                "round",
                "publication",
                name="subjectkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "held",
                "public",
                "hidden",
                "withdrawn",
                "merged",
                "expunged",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "audience",
            sa.Enum(
                "public", "internal", "invited", name="audience", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("process_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("(lon IS NULL) = (lat IS NULL)", name=op.f("ck_subjects_whole_place")),
        sa.ForeignKeyConstraint(["department_id"], ["subjects.id"], name=op.f("fk_subjects_department_id_subjects")),
        sa.ForeignKeyConstraint(["district_id"], ["subjects.id"], name=op.f("fk_subjects_district_id_subjects")),
        sa.ForeignKeyConstraint(["process_id"], ["subjects.id"], name=op.f("fk_subjects_process_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subjects")),
    )
    with op.batch_alter_table("subjects", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subjects_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index("ix_subjects_changed_kind", ["kind", "changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_subjects_department_id"), ["department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subjects_district_id"), ["district_id"], unique=False)
        batch_op.create_index("ix_subjects_kind_state", ["kind", "state", "audience"], unique=False)
        batch_op.create_index("ix_subjects_place", ["lon", "lat"], unique=False)
        batch_op.create_index(batch_op.f("ix_subjects_process_id"), ["process_id"], unique=False)

    op.create_table(
        "tags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("slug", name=op.f("uq_tags_slug")),
    )
    op.create_table(
        "articles",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "article",
                "term",
                "legal",
                "easy",
                name="articlekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("lead", sa.String(length=500), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_articles_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_articles")),
        sa.UniqueConstraint("slug", "language", name=op.f("uq_articles_slug_language")),
    )
    op.create_table(
        "bodies",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "decides",
                "steers",
                "prepares",
                "advises",
                "implements",
                name="bodykind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("office", sa.String(length=300), nullable=False),
        sa.Column("is_council", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_bodies_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_bodies")),
        sa.UniqueConstraint("slug", name=op.f("uq_bodies_slug")),
    )
    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "kept",
                "moved",
                "broken",
                name="commitmentstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("state = 'open' OR reason <> '' OR state = 'kept'", name=op.f("ck_commitments_reasoned")),
        sa.ForeignKeyConstraint(["department_id"], ["subjects.id"], name=op.f("fk_commitments_department_id_subjects")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_commitments_subject_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitments_department_id"), ["department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitments_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitments_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "departments",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_departments_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_departments")),
        sa.UniqueConstraint("slug", name=op.f("uq_departments_slug")),
    )
    op.create_table(
        "districts",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=True),
        sa.Column("geometry", sa.JSON(), nullable=True),
        sa.Column("outline", sa.JSON(), nullable=True),
        sa.Column("west", sa.Float(), nullable=True),
        sa.Column("south", sa.Float(), nullable=True),
        sa.Column("east", sa.Float(), nullable=True),
        sa.Column("north", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["districts.subject_id"], name=op.f("fk_districts_parent_id_districts")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_districts_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_districts")),
        sa.UniqueConstraint("external_id", name=op.f("uq_districts_external_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_districts_slug")),
    )
    with op.batch_alter_table("districts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_districts_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "email_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("confirm", "reset", name="tokenpurpose", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_email_tokens_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_email_tokens_token_hash")),
    )
    with op.batch_alter_table("email_tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_email_tokens_account_id"), ["account_id"], unique=False)

    op.create_table(
        "evaluation_rounds",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "published", name="roundstate", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("went_badly", sa.Text(), nullable=False),
        sa.Column("follows", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_evaluation_rounds_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_evaluation_rounds")),
        sa.UniqueConstraint("slug", name=op.f("uq_evaluation_rounds_slug")),
    )
    op.create_table(
        "journal_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("actor_ref", sa.String(length=32), nullable=True),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_journal_entries_subject_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entries")),
        sa.UniqueConstraint("position", name=op.f("uq_journal_entries_position")),
    )
    with op.batch_alter_table("journal_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_entries_actor_ref"), ["actor_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_entries_event"), ["event"], unique=False)
        batch_op.create_index("ix_journal_entries_subject", ["subject_id", "at"], unique=False)

    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "grew_from",
                "merged_into",
                "clustered_in",
                "discussed_in",
                "paid_into",
                "evaluated_in",
                name="linkkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint("source_id <> target_id", name=op.f("ck_links_two_ends")),
        sa.ForeignKeyConstraint(["source_id"], ["subjects.id"], name=op.f("fk_links_source_id_subjects")),
        sa.ForeignKeyConstraint(["target_id"], ["subjects.id"], name=op.f("fk_links_target_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
        sa.UniqueConstraint("source_id", "target_id", "kind", name=op.f("uq_links_source_id_target_id_kind")),
    )
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_links_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_links_target_id"), ["target_id"], unique=False)

    op.create_table(
        "role_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "moderator",
                "editor",
                "liaison",
                "facilitator",
                "reviewer",
                "body_member",
                "coordinator",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.Column("deputy_for_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", UtcDateTime(), nullable=False),
        sa.Column("valid_until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_role_grants_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["deputy_for_id"], ["role_grants.id"], name=op.f("fk_role_grants_deputy_for_id_role_grants")
        ),
        sa.ForeignKeyConstraint(["scope_id"], ["subjects.id"], name=op.f("fk_role_grants_scope_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
        sa.UniqueConstraint("account_id", "role", "scope_id", name=op.f("uq_role_grants_account_id_role_scope_id")),
    )
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grants_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grants_scope_id"), ["scope_id"], unique=False)
        batch_op.create_index(
            "uq_role_grants_everywhere",
            ["account_id", "role"],
            unique=True,
            sqlite_where=sa.text("scope_id IS NULL"),
            postgresql_where=sa.text("scope_id IS NULL"),
        )

    op.create_table(
        "search_documents",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("within_id", sa.Integer(), nullable=True),
        sa.Column("title_terms", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.String(length=220), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_search_documents_subject_id_subjects")),
        sa.ForeignKeyConstraint(["within_id"], ["subjects.id"], name=op.f("fk_search_documents_within_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_search_documents")),
    )
    with op.batch_alter_table("search_documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_documents_within_id"), ["within_id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sign_ins_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_account_id"), ["account_id"], unique=False)

    op.create_table(
        "strategic_goals",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_strategic_goals_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_strategic_goals")),
        sa.UniqueConstraint("slug", name=op.f("uq_strategic_goals_slug")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_subscriptions_account_id_accounts")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_subscriptions_subject_id_subjects")),
        sa.PrimaryKeyConstraint("account_id", "subject_id", name=op.f("pk_subscriptions")),
    )
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subscriptions_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "taken_up",
                "partly",
                "merged",
                "answered",
                "passed_on",
                "declined",
                "not_ours",
                name="answeroutcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_html", sa.Text(), nullable=False),
        sa.Column("next_step", sa.String(length=500), nullable=False),
        sa.Column("next_step_due", sa.Date(), nullable=True),
        sa.Column("passed_on_to", sa.String(length=200), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("send_key", sa.String(length=40), nullable=True),
        sa.Column("author_ref", sa.String(length=32), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_answers_reasoned")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_answers_commitment_id_commitments")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.subject_id"], name=op.f("fk_answers_department_id_departments")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_answers_subject_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("send_key", name=op.f("uq_answers_send_key")),
        sa.UniqueConstraint("subject_id", "number", name=op.f("uq_answers_subject_id_number")),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answers_department_id"), ["department_id"], unique=False)

    op.create_table(
        "comments",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_html", sa.Text(), nullable=False),
        sa.Column(
            "stance",
            sa.Enum("for", "against", "question", name="stance", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("is_official", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "held",
                "public",
                "hidden",
                "withdrawn",
                "merged",
                "expunged",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.String(length=1000), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("votes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("send_key", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_comments_counts_not_negative")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_comments_author_id_accounts")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.subject_id"], name=op.f("fk_comments_department_id_departments")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["comments.subject_id"], name=op.f("fk_comments_parent_id_comments")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_comments_subject_id_subjects")),
        sa.ForeignKeyConstraint(["target_id"], ["subjects.id"], name=op.f("fk_comments_target_id_subjects")),
        sa.ForeignKeyConstraint(["thread_id"], ["comments.subject_id"], name=op.f("fk_comments_thread_id_comments")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_comments")),
        sa.UniqueConstraint("send_key", name=op.f("uq_comments_send_key")),
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comments_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_department_id"), ["department_id"], unique=False)
        batch_op.create_index("ix_comments_in_thread", ["thread_id", "created_at", "subject_id"], unique=False)
        batch_op.create_index(
            "ix_comments_threads", ["target_id", "parent_id", "created_at", "subject_id"], unique=False
        )

    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "adopted",
                "declined",
                "noted",
                "referred",
                "adjourned",
                name="decisionoutcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("paper_number", sa.String(length=60), nullable=False),
        sa.Column("paper_url", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by_ref", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.subject_id"], name=op.f("fk_decisions_body_id_bodies")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_decisions_subject_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decisions_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decisions_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "journal_details",
        sa.Column(
            "entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entries.id"], name=op.f("fk_journal_details_entry_id_journal_entries")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_journal_details")),
    )
    op.create_table(
        "measures",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("change_for_people", sa.Text(), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("action_field_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("partners", sa.Text(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("cost_note", sa.String(length=300), nullable=False),
        sa.Column("funding", sa.String(length=300), nullable=False),
        sa.Column("period", sa.String(length=120), nullable=False),
        sa.Column("risks", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(length=200), nullable=False),
        sa.Column("picture_alt", sa.String(length=300), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "idea",
                "project_idea",
                "prototype",
                "living_lab",
                "implementation",
                "operation",
                "postponed",
                "declined",
                "stopped",
                name="measurestage",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("stage_since", sa.Date(), nullable=False),
        sa.Column("reached_level", sa.Integer(), nullable=False),
        sa.Column("levels_fixed_at", UtcDateTime(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "held",
                "public",
                "hidden",
                "withdrawn",
                "merged",
                "expunged",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("send_key", sa.String(length=40), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("stage <> 'stopped' OR lesson <> ''", name=op.f("ck_measures_stopped_with_lesson")),
        sa.CheckConstraint("(lon IS NULL) = (lat IS NULL)", name=op.f("ck_measures_whole_place")),
        sa.CheckConstraint("reached_level BETWEEN 0 AND 4", name=op.f("ck_measures_level_in_range")),
        sa.ForeignKeyConstraint(
            ["action_field_id"], ["action_fields.id"], name=op.f("fk_measures_action_field_id_action_fields")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.subject_id"], name=op.f("fk_measures_department_id_departments")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.subject_id"], name=op.f("fk_measures_district_id_districts")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_measures_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_measures")),
        sa.UniqueConstraint("send_key", name=op.f("uq_measures_send_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_measures_slug")),
    )
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measures_action_field_id"), ["action_field_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measures_department_id"), ["department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measures_district_id"), ["district_id"], unique=False)

    op.create_table(
        "notifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notifications_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entries.id"], name=op.f("fk_notifications_entry_id_journal_entries")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_notifications_subject_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint("account_id", "entry_id", name=op.f("uq_notifications_account_id_entry_id")),
    )
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notifications_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("ix_notifications_inbox", ["account_id", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notifications_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "processes",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "public", "internal", "invited", name="audience", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column(
            "legal_character",
            sa.Enum(
                "informal", "statutory", name="legalcharacter", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("external_url", sa.String(length=500), nullable=False),
        sa.Column(
            "assurance",
            sa.Enum(
                "guest_code",
                "email",
                "code_letter",
                "eid",
                name="assurance",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("block_how", sa.Text(), nullable=False),
        sa.Column("block_fixed", sa.Text(), nullable=False),
        sa.Column("block_influence", sa.Text(), nullable=False),
        sa.Column("block_outcome", sa.Text(), nullable=False),
        sa.Column("decider", sa.String(length=160), nullable=False),
        sa.Column("picture", sa.String(length=200), nullable=False),
        sa.Column("picture_alt", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "published_at IS NULL OR (block_how <> '' AND block_fixed <> '' AND block_influence <> '' AND block_outcome <> '' AND decider <> '')",
            name=op.f("ck_processes_published_with_blocks"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.subject_id"], name=op.f("fk_processes_department_id_departments")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_processes_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_processes")),
        sa.UniqueConstraint("slug", name=op.f("uq_processes_slug")),
    )
    with op.batch_alter_table("processes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_processes_department_id"), ["department_id"], unique=False)

    op.create_table(
        "publications",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("published_by_ref", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number = 1 OR reason <> ''", name=op.f("ck_publications_correction_reasoned")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_rounds.subject_id"], name=op.f("fk_publications_round_id_evaluation_rounds")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_publications_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_publications")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_publications_round_id_number")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("review", "self", name="reviewkind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("reviewer_number", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_reviews_reasoned")),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_reviews_level_in_range")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_reviews_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["evaluation_rounds.subject_id"], name=op.f("fk_reviews_round_id_evaluation_rounds")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_reviews_subject_id_subjects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviews_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            "uq_reviews_one_each",
            ["round_id", "subject_id", "account_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'review'"),
            postgresql_where=sa.text("kind = 'review'"),
        )
        batch_op.create_index(
            "uq_reviews_one_self",
            ["round_id", "subject_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'self'"),
            postgresql_where=sa.text("kind = 'self'"),
        )

    op.create_table(
        "boards",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("allows_opposing", sa.Boolean(), nullable=False),
        sa.Column("asks_stance", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["processes.subject_id"], name=op.f("fk_boards_process_id_processes")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_boards_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_boards")),
        sa.UniqueConstraint("slug", name=op.f("uq_boards_slug")),
    )
    with op.batch_alter_table("boards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_boards_process_id"), ["process_id"], unique=False)

    op.create_table(
        "comment_votes",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("cast_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_comment_votes_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.subject_id"], name=op.f("fk_comment_votes_comment_id_comments")
        ),
        sa.PrimaryKeyConstraint("comment_id", "account_id", name=op.f("pk_comment_votes")),
    )
    with op.batch_alter_table("comment_votes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_votes_account_id"), ["account_id"], unique=False)

    op.create_table(
        "indicators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column(
            "dimension",
            sa.Enum(
                "input",
                "output",
                "outcome",
                "impact",
                name="dimension",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("target", sa.Float(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.subject_id"], name=op.f("fk_indicators_measure_id_measures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicators")),
        sa.UniqueConstraint("measure_id", "name", name=op.f("uq_indicators_measure_id_name")),
    )
    op.create_table(
        "involved_departments",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.subject_id"],
            name=op.f("fk_involved_departments_department_id_departments"),
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.subject_id"], name=op.f("fk_involved_departments_measure_id_measures")
        ),
        sa.PrimaryKeyConstraint("measure_id", "department_id", name=op.f("pk_involved_departments")),
    )
    with op.batch_alter_table("involved_departments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_involved_departments_department_id"), ["department_id"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "on_site",
                "forum",
                "consultation",
                "workshop",
                "body",
                name="meetingkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("access_note", sa.String(length=300), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("registration", sa.String(length=300), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name=op.f("ck_meetings_lasts")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.subject_id"], name=op.f("fk_meetings_district_id_districts")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.subject_id"], name=op.f("fk_meetings_process_id_processes")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_meetings_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_meetings")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meetings_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_process_id"), ["process_id"], unique=False)
        batch_op.create_index("ix_meetings_starts_at", ["starts_at"], unique=False)

    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.subject_id"], name=op.f("fk_milestones_measure_id_measures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
    )
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestones_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["processes.subject_id"], name=op.f("fk_news_process_id_processes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
    )
    with op.batch_alter_table("news", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_process_id"), ["process_id"], unique=False)

    op.create_table(
        "phases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "inform",
                "collect",
                "discuss",
                "prioritise",
                "workshop",
                "decide",
                "implement",
                "evaluate",
                name="phasekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("opens", sa.JSON(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_phases_lasts")),
        sa.ForeignKeyConstraint(["process_id"], ["processes.subject_id"], name=op.f("fk_phases_process_id_processes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phases")),
        sa.UniqueConstraint("process_id", "starts_at", name=op.f("uq_phases_process_id_starts_at")),
    )
    with op.batch_alter_table("phases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phases_process_id"), ["process_id"], unique=False)

    op.create_table(
        "process_districts",
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.subject_id"], name=op.f("fk_process_districts_district_id_districts")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.subject_id"], name=op.f("fk_process_districts_process_id_processes")
        ),
        sa.PrimaryKeyConstraint("process_id", "district_id", name=op.f("pk_process_districts")),
    )
    with op.batch_alter_table("process_districts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_process_districts_district_id"), ["district_id"], unique=False)

    op.create_table(
        "reached_levels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("evidence_url", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by_ref", sa.String(length=32), nullable=True),
        sa.CheckConstraint("evidence <> ''", name=op.f("ck_reached_levels_has_evidence")),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_reached_levels_level_in_range")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.subject_id"], name=op.f("fk_reached_levels_measure_id_measures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reached_levels")),
    )
    with op.batch_alter_table("reached_levels", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reached_levels_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "stage_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "idea",
                "project_idea",
                "prototype",
                "living_lab",
                "implementation",
                "operation",
                "postponed",
                "declined",
                "stopped",
                name="measurestage",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by_ref", sa.String(length=32), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_stage_changes_reasoned")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_stage_changes_decision_id_decisions")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.subject_id"], name=op.f("fk_stage_changes_measure_id_measures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_changes")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_stage_changes_decision_id")),
        sa.UniqueConstraint("measure_id", "position", name=op.f("uq_stage_changes_measure_id_position")),
    )
    op.create_table(
        "target_levels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("condition <> ''", name=op.f("ck_target_levels_has_condition")),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_target_levels_four_levels")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.subject_id"], name=op.f("fk_target_levels_measure_id_measures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_levels")),
        sa.UniqueConstraint("measure_id", "level", name=op.f("uq_target_levels_measure_id_level")),
    )
    op.create_table(
        "workshops",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("challenge", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "online", "on_site", "both", name="workshopmode", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "running",
                "finished",
                name="workshopstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("dots_per_person", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["processes.subject_id"], name=op.f("fk_workshops_process_id_processes")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_workshops_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_workshops")),
        sa.UniqueConstraint("slug", name=op.f("uq_workshops_slug")),
    )
    with op.batch_alter_table("workshops", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshops_process_id"), ["process_id"], unique=False)

    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("tone", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.subject_id"], name=op.f("fk_categories_board_id_boards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("board_id", "slug", name=op.f("uq_categories_board_id_slug")),
    )
    op.create_table(
        "former_target_levels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_level_id", sa.Integer(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("replaced_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["target_level_id"],
            ["target_levels.id"],
            name=op.f("fk_former_target_levels_target_level_id_target_levels"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_target_levels")),
    )
    with op.batch_alter_table("former_target_levels", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_former_target_levels_target_level_id"), ["target_level_id"], unique=False)

    op.create_table(
        "import_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("file_path", sa.String(length=1000), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "reading",
                "applying",
                "opening",
                "done",
                "removing",
                name="runstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("staged", sa.Integer(), nullable=False),
        sa.Column("applied_to", sa.Integer(), nullable=False),
        sa.Column("opened_to", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["boards.subject_id"], name=op.f("fk_import_runs_board_id_boards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
    )
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_runs_board_id"), ["board_id"], unique=False)
        batch_op.create_index(
            "uq_import_runs_open_source",
            ["source"],
            unique=True,
            sqlite_where=sa.text("state <> 'done'"),
            postgresql_where=sa.text("state <> 'done'"),
        )

    op.create_table(
        "prioritisations",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("minimum_votes", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "proposed",
                "confirmed",
                name="prioritisationstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("proposed_at", UtcDateTime(), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("inputs", sa.JSON(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state <> 'confirmed' OR decision_id IS NOT NULL", name=op.f("ck_prioritisations_confirmed_by_decision")
        ),
        sa.CheckConstraint("minimum_votes >= 0", name=op.f("ck_prioritisations_minimum_not_negative")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.subject_id"], name=op.f("fk_prioritisations_board_id_boards")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.subject_id"], name=op.f("fk_prioritisations_body_id_bodies")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_prioritisations_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["accounts.id"], name=op.f("fk_prioritisations_proposed_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_prioritisations_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_prioritisations")),
    )
    with op.batch_alter_table("prioritisations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prioritisations_board_id"), ["board_id"], unique=False)

    op.create_table(
        "prototypes",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=False),
        sa.Column("tested", sa.Text(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "held",
                "public",
                "hidden",
                "withdrawn",
                "merged",
                "expunged",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("send_key", sa.String(length=40), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_prototypes_subject_id_subjects")),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.subject_id"], name=op.f("fk_prototypes_workshop_id_workshops")
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_prototypes")),
        sa.UniqueConstraint("send_key", name=op.f("uq_prototypes_send_key")),
    )
    with op.batch_alter_table("prototypes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prototypes_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("source <> ''", name=op.f("ck_readings_sourced")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.id"], name=op.f("fk_readings_indicator_id_indicators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("indicator_id", "read_on", name=op.f("uq_readings_indicator_id_read_on")),
    )
    op.create_table(
        "workshop_stages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "understand",
                "observe",
                "define",
                "ideate",
                "prototype",
                "test",
                name="stagekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("method", sa.String(length=160), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "open", "closed", name="stagestate", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("timer_ends_at", UtcDateTime(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 6", name=op.f("ck_workshop_stages_six_stages")),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.subject_id"], name=op.f("fk_workshop_stages_workshop_id_workshops")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_stages")),
        sa.UniqueConstraint("workshop_id", "kind", name=op.f("uq_workshop_stages_workshop_id_kind")),
        sa.UniqueConstraint("workshop_id", "position", name=op.f("uq_workshop_stages_workshop_id_position")),
    )
    with op.batch_alter_table("workshop_stages", schema=None) as batch_op:
        batch_op.create_index(
            "uq_workshop_stages_one_open",
            ["workshop_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "criteria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prioritisation_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=False),
        sa.Column("weight", sa.Numeric(precision=4, scale=3), nullable=False),
        sa.Column(
            "source",
            sa.Enum("votes", "judgement", name="criterionsource", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("perspectives", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight > 0 AND weight <= 1", name=op.f("ck_criteria_weight_is_share")),
        sa.ForeignKeyConstraint(
            ["prioritisation_id"],
            ["prioritisations.subject_id"],
            name=op.f("fk_criteria_prioritisation_id_prioritisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria")),
        sa.UniqueConstraint("prioritisation_id", "slug", name=op.f("uq_criteria_prioritisation_id_slug")),
    )
    op.create_table(
        "ideas",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_html", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.String(length=220), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("street", sa.String(length=160), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("geometry", sa.JSON(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "online",
                "workshop",
                "on_site",
                "paper",
                "phone",
                "import",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "submitted",
                "in_review",
                "answered",
                "declined",
                "merged",
                "promoted",
                "realised",
                name="ideastatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "held",
                "public",
                "hidden",
                "withdrawn",
                "merged",
                "expunged",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.String(length=1000), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("votes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("votes_online", sa.Integer(), server_default="0", nullable=False),
        sa.Column("votes_offline", sa.Integer(), server_default="0", nullable=False),
        sa.Column("votes_against", sa.Integer(), server_default="0", nullable=False),
        sa.Column("comments", sa.Integer(), server_default="0", nullable=False),
        sa.Column("shuffle", sa.Integer(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=True),
        sa.Column("external_id", sa.String(length=120), nullable=True),
        sa.Column("send_key", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(status = 'merged') = (merged_into_id IS NOT NULL)", name=op.f("ck_ideas_merged_into_something")
        ),
        sa.CheckConstraint("(lon IS NULL) = (lat IS NULL)", name=op.f("ck_ideas_whole_place")),
        sa.CheckConstraint(
            "votes_online >= 0 AND votes_offline >= 0 AND comments >= 0", name=op.f("ck_ideas_counts_not_negative")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_ideas_author_id_accounts")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.subject_id"], name=op.f("fk_ideas_board_id_boards")),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_ideas_category_id_categories")),
        sa.ForeignKeyConstraint(["district_id"], ["districts.subject_id"], name=op.f("fk_ideas_district_id_districts")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["ideas.subject_id"], name=op.f("fk_ideas_merged_into_id_ideas")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_ideas_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_ideas")),
        sa.UniqueConstraint("send_key", name=op.f("uq_ideas_send_key")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_ideas_source_external_id")),
    )
    with op.batch_alter_table("ideas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ideas_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ideas_category_id"), ["category_id"], unique=False)
        batch_op.create_index("ix_ideas_changed", ["changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ideas_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ideas_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index("ix_ideas_most_discussed", ["board_id", "state", "comments", "subject_id"], unique=False)
        batch_op.create_index("ix_ideas_most_supported", ["board_id", "state", "votes", "subject_id"], unique=False)
        batch_op.create_index("ix_ideas_newest", ["board_id", "state", "submitted_at", "subject_id"], unique=False)
        batch_op.create_index("ix_ideas_place", ["board_id", "lon", "lat"], unique=False)
        batch_op.create_index("ix_ideas_shuffled", ["board_id", "state", "shuffle"], unique=False)

    op.create_table(
        "import_rows",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "taken",
                "known",
                "repeated",
                "wrong_columns",
                "no_text",
                "too_long",
                "half_place",
                "no_coordinates",
                "off_earth",
                "swapped",
                "outside",
                "no_date",
                "future",
                "unknown_origin",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("external_id", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_html", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.String(length=220), nullable=False),
        sa.Column("title_terms", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.Column("category_slug", sa.String(length=80), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("street", sa.String(length=160), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "online",
                "workshop",
                "on_site",
                "paper",
                "phone",
                "import",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.Column("shuffle", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.subject_id"], name=op.f("fk_import_rows_district_id_districts")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], name=op.f("fk_import_rows_run_id_import_runs")),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_import_rows")),
    )
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.create_index("ix_import_rows_external", ["run_id", "external_id"], unique=False)
        batch_op.create_index("ix_import_rows_verdict", ["run_id", "verdict", "number"], unique=False)

    op.create_table(
        "note_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["workshop_stages.id"], name=op.f("fk_note_groups_stage_id_workshop_stages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_groups")),
    )
    with op.batch_alter_table("note_groups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_groups_stage_id"), ["stage_id"], unique=False)

    op.create_table(
        "idea_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("actor_ref", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.subject_id"], name=op.f("fk_idea_versions_idea_id_ideas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_versions")),
        sa.UniqueConstraint("idea_id", "number", name=op.f("uq_idea_versions_idea_id_number")),
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column(
            "perspective",
            sa.Enum(
                "public",
                "department",
                "advisory",
                name="perspective",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("judged_at", UtcDateTime(), nullable=False),
        sa.Column("actor_ref", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_judgements_reasoned")),
        sa.CheckConstraint("score BETWEEN 0 AND 10", name=op.f("ck_judgements_score_in_range")),
        sa.ForeignKeyConstraint(["criterion_id"], ["criteria.id"], name=op.f("fk_judgements_criterion_id_criteria")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.subject_id"], name=op.f("fk_judgements_idea_id_ideas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        sa.UniqueConstraint(
            "criterion_id", "idea_id", "perspective", name=op.f("uq_judgements_criterion_id_idea_id_perspective")
        ),
    )
    with op.batch_alter_table("judgements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judgements_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_label", sa.String(length=60), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "online", "guest", "paper", name="noteorigin", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "held",
                "public",
                "hidden",
                "withdrawn",
                "merged",
                "expunged",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.String(length=1000), nullable=False),
        sa.Column("dots", sa.Integer(), server_default="0", nullable=False),
        sa.Column("dots_offline", sa.Integer(), server_default="0", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("send_key", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("dots >= 0 AND dots_offline >= 0", name=op.f("ck_notes_counts_not_negative")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_notes_author_id_accounts")),
        sa.ForeignKeyConstraint(["group_id"], ["note_groups.id"], name=op.f("fk_notes_group_id_note_groups")),
        sa.ForeignKeyConstraint(["stage_id"], ["workshop_stages.id"], name=op.f("fk_notes_stage_id_workshop_stages")),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_notes_subject_id_subjects")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_notes")),
        sa.UniqueConstraint("send_key", name=op.f("uq_notes_send_key")),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notes_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notes_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notes_stage_id"), ["stage_id"], unique=False)

    op.create_table(
        "ranked_ideas",
        sa.Column("prioritisation_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.subject_id"], name=op.f("fk_ranked_ideas_idea_id_ideas")),
        sa.ForeignKeyConstraint(
            ["prioritisation_id"],
            ["prioritisations.subject_id"],
            name=op.f("fk_ranked_ideas_prioritisation_id_prioritisations"),
        ),
        sa.PrimaryKeyConstraint("prioritisation_id", "idea_id", name=op.f("pk_ranked_ideas")),
        sa.UniqueConstraint("prioritisation_id", "place", name=op.f("uq_ranked_ideas_prioritisation_id_place")),
    )
    with op.batch_alter_table("ranked_ideas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ranked_ideas_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "votes",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.Column("cast_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("value IN (-1, 0, 1)", name=op.f("ck_votes_known_value")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_votes_account_id_accounts")),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.subject_id"], name=op.f("fk_votes_idea_id_ideas")),
        sa.PrimaryKeyConstraint("idea_id", "account_id", name=op.f("pk_votes")),
    )
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_votes_account_id"), ["account_id"], unique=False)

    op.create_table(
        "dots",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_dots_account_id_accounts")),
        sa.ForeignKeyConstraint(["note_id"], ["notes.subject_id"], name=op.f("fk_dots_note_id_notes")),
        sa.PrimaryKeyConstraint("note_id", "account_id", name=op.f("pk_dots")),
    )
    with op.batch_alter_table("dots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dots_account_id"), ["account_id"], unique=False)

    op.execute("INSERT INTO data_version (id, value) VALUES (1, 1)")
    dialect = op.get_bind().dialect.name
    for table, settable in GUARDED.items():
        columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)]
        for statement in guards.append_only(dialect, table, columns=columns, settable_once=settable):
            op.execute(statement)
    for statement in search_index.create_statements(dialect):
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("The first revision is not taken back: drop the database instead.")
