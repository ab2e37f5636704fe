-- Every table of prisma/schema.prisma, and the partial indexes the hot paths need, which that file cannot say.

CREATE TABLE "keys" (
    "id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "wrapped" BYTEA,
    "master" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "destroyed_at" TIMESTAMPTZ(3),
    CONSTRAINT "keys_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "keys_purpose_idx" ON "keys"("purpose");

CREATE TABLE "conversations" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "flow" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "voice" TEXT NOT NULL DEFAULT 'bot',
    "holder_id" TEXT,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "language" TEXT NOT NULL DEFAULT 'en',
    "last_inbound_at" TIMESTAMPTZ(3),
    "rest_until" TIMESTAMPTZ(3),
    "waiting_since" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "conversations_case_id_idx" ON "conversations"("case_id");

CREATE TABLE "aliases" (
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "lookup" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "aliases_pkey" PRIMARY KEY ("channel", "kind", "lookup")
);
CREATE INDEX "aliases_conversation_id_idx" ON "aliases"("conversation_id");

CREATE TABLE "inbox" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "timer_key" TEXT,
    "sealed" BYTEA NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "parked_at" TIMESTAMPTZ(3),
    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "inbox_seq_key" ON "inbox"("seq");
CREATE UNIQUE INDEX "inbox_source_key" ON "inbox"("source");
CREATE INDEX "inbox_conversation_id_seq_idx" ON "inbox"("conversation_id", "seq");

CREATE TABLE "outbox" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "voice" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "tag" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "reason" TEXT,
    "provider_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "failure" TEXT,
    "segments" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "outbox_seq_key" ON "outbox"("seq");
CREATE INDEX "outbox_conversation_id_seq_idx" ON "outbox"("conversation_id", "seq");
CREATE INDEX "outbox_channel_provider_id_idx" ON "outbox"("channel", "provider_id");

CREATE TABLE "receipts" (
    "channel" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "callback" TEXT,
    "failure" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "receipts_pkey" PRIMARY KEY ("channel", "provider_id", "status")
);
CREATE INDEX "receipts_callback_idx" ON "receipts"("callback");

CREATE TABLE "kept" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3),
    CONSTRAINT "kept_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "cases" (
    "id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_since" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "cases_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "cases_reference_key" ON "cases"("reference");
CREATE INDEX "cases_status_changed_at_idx" ON "cases"("status", "changed_at");

CREATE TABLE "facts" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "case_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "facts_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "facts_seq_key" ON "facts"("seq");
CREATE INDEX "facts_case_id_seq_idx" ON "facts"("case_id", "seq");

CREATE TABLE "readings" (
    "id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "failure" TEXT,
    "file" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "readings_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "readings_state_due_at_idx" ON "readings"("state", "due_at");
CREATE INDEX "readings_case_id_idx" ON "readings"("case_id");

CREATE TABLE "documents" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "case_id" TEXT NOT NULL,
    "reading_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "type_confidence" DOUBLE PRECISION NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "faults" TEXT[],
    "failure" TEXT,
    "duplicate_of" TEXT,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "documents_seq_key" ON "documents"("seq");
CREATE UNIQUE INDEX "documents_reading_id_key" ON "documents"("reading_id");
CREATE INDEX "documents_case_id_seq_idx" ON "documents"("case_id", "seq");

CREATE TABLE "pages" (
    "document_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "rotation" INTEGER NOT NULL,
    "file" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    CONSTRAINT "pages_pkey" PRIMARY KEY ("document_id", "number")
);

CREATE TABLE "consents" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "case_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "given" BOOLEAN NOT NULL,
    "version" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "speaker" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "consents_seq_key" ON "consents"("seq");
CREATE INDEX "consents_case_id_idx" ON "consents"("case_id");

CREATE TABLE "permissions" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "lookup" TEXT NOT NULL,
    "conversation_id" TEXT,
    "given" BOOLEAN NOT NULL,
    "method" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "permissions_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "permissions_seq_key" ON "permissions"("seq");
CREATE INDEX "permissions_channel_lookup_seq_idx" ON "permissions"("channel", "lookup", "seq");

CREATE TABLE "opinions" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "author_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "case_hash" TEXT,
    "file" TEXT,
    "outbox_id" TEXT,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_at" TIMESTAMPTZ(3),
    CONSTRAINT "opinions_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "opinions_case_id_version_key" ON "opinions"("case_id", "version");

CREATE TABLE "tasks" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "note" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "tasks_case_id_idx" ON "tasks"("case_id");

CREATE TABLE "audit" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "actor" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "detail" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "audit_seq_key" ON "audit"("seq");
CREATE INDEX "audit_object_seq_idx" ON "audit"("object", "seq");

CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'coordinator',
    "twoFactorEnabled" BOOLEAN,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT NOT NULL,
    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");
CREATE INDEX "session_userId_idx" ON "session"("userId");

CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "account_userId_idx" ON "account"("userId");

CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

CREATE TABLE "twoFactor" (
    "id" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "backupCodes" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    CONSTRAINT "twoFactor_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "twoFactor_userId_idx" ON "twoFactor"("userId");

-- The next thing to do per conversation, and the pending timer of a key.
CREATE INDEX "inbox_todo_idx" ON "inbox"("due_at", "seq") WHERE "done_at" IS NULL AND "parked_at" IS NULL;
CREATE INDEX "inbox_todo_conversation_idx" ON "inbox"("conversation_id", "due_at", "seq") WHERE "done_at" IS NULL AND "parked_at" IS NULL;
CREATE UNIQUE INDEX "inbox_timer_idx" ON "inbox"("conversation_id", "timer_key") WHERE "timer_key" IS NOT NULL AND "done_at" IS NULL;

-- What is still to be sent, oldest first per conversation.
CREATE INDEX "outbox_todo_idx" ON "outbox"("due_at", "seq") WHERE "state" IN ('queued', 'leased', 'unknown');
CREATE INDEX "outbox_open_idx" ON "outbox"("conversation_id", "seq") WHERE "state" IN ('queued', 'leased', 'unknown', 'held');

-- What waits to be read.
CREATE INDEX "readings_todo_idx" ON "readings"("due_at") WHERE "state" IN ('queued', 'leased');

-- What waits for a person.
CREATE INDEX "tasks_open_idx" ON "tasks"("at") WHERE "closed_at" IS NULL;
CREATE INDEX "conversations_waiting_idx" ON "conversations"("waiting_since") WHERE "waiting_since" IS NOT NULL;
