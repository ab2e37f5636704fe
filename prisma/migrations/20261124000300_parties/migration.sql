-- Who may speak in which conversation. `aliases` says in which of them a name speaks now.
CREATE TABLE "parties" (
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "lookup" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "parties_pkey" PRIMARY KEY ("channel", "kind", "lookup", "conversation_id")
);
CREATE INDEX "parties_conversation_id_idx" ON "parties"("conversation_id");

INSERT INTO "parties" ("channel", "kind", "lookup", "conversation_id", "sealed", "seen_at")
SELECT "channel", "kind", "lookup", "conversation_id", "sealed", "seen_at" FROM "aliases";
