-- Who may be written to: for what, and by which message it was said. Rows are only ever added, and the database sees to it.
ALTER TABLE "permissions" ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'family';
ALTER TABLE "permissions" ADD COLUMN "message_id" TEXT;
CREATE FUNCTION "only_added"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "permissions_only_added" BEFORE UPDATE OR DELETE ON "permissions"
    FOR EACH ROW EXECUTE FUNCTION "only_added"();

-- What a message is, how urgent, and when to look whether it arrived.
ALTER TABLE "outbox" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'reply';
ALTER TABLE "outbox" ADD COLUMN "urgency" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "outbox" ADD COLUMN "check_at" TIMESTAMPTZ(3);
DROP INDEX "outbox_todo_idx";
CREATE INDEX "outbox_todo_idx" ON "outbox"("urgency", "due_at", "seq") WHERE "state" IN ('queued', 'leased', 'unknown');
CREATE INDEX "outbox_check_idx" ON "outbox"("check_at") WHERE "check_at" IS NOT NULL;

-- What the provider last said about our templates.
CREATE TABLE "templates" (
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT,
    "state_at" TIMESTAMPTZ(3),
    "category" TEXT,
    "category_at" TIMESTAMPTZ(3),
    "quality" TEXT,
    "quality_at" TIMESTAMPTZ(3),
    CONSTRAINT "templates_pkey" PRIMARY KEY ("name", "language")
);
