-- The coordinator's inbox: whose conversation it is, and its place in the queue.
ALTER TABLE "conversations" ADD COLUMN "assignee_id" TEXT;
ALTER TABLE "conversations" ADD COLUMN "team" TEXT;
ALTER TABLE "conversations" ADD COLUMN "labels" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "conversations" ADD COLUMN "case_status" TEXT NOT NULL DEFAULT 'draft';
ALTER TABLE "conversations" ADD COLUMN "case_since" TIMESTAMPTZ(3);
ALTER TABLE "conversations" ADD COLUMN "task_rank" SMALLINT;
ALTER TABLE "conversations" ADD COLUMN "task_since" TIMESTAMPTZ(3);
ALTER TABLE "conversations" ADD COLUMN "place" BIGINT NOT NULL DEFAULT 0;

-- How much an open task presses. 0 emergency, 1 a person waits for us, 2 papers in doubt, 3 another person's name, 4 something got stuck.
CREATE FUNCTION "task_rank"(what TEXT) RETURNS SMALLINT LANGUAGE sql IMMUTABLE AS $$
    SELECT (CASE
        WHEN what IN ('emergency', 'distress') THEN 0
        WHEN what IN ('wants_person', 'withdrawal', 'voice') THEN 1
        WHEN what = 'documents' THEN 2
        WHEN what = 'wrong_patient' THEN 3
        ELSE 4 END)::smallint
$$;

-- One number to sort by: the rank, then who waits longest. 5 is a message the bot has yet to answer, 6 nothing waits, 7 it is over;
-- of the last two the newest comes first. By the minute, so that a lively chat does not move about in the index.
CREATE FUNCTION "conversation_place"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    waits BOOLEAN := NEW.waiting_since IS NOT NULL AND NEW.voice = 'staff';
    rank INT := LEAST(
        NEW.task_rank,
        CASE WHEN waits THEN 1 END,
        CASE WHEN NEW.case_status = 'checking' THEN 2 END,
        CASE WHEN NEW.waiting_since IS NOT NULL THEN 5 END,
        CASE WHEN NEW.case_status IN ('closed', 'withdrawn', 'expired') THEN 7 ELSE 6 END);
    since TIMESTAMPTZ := CASE
        WHEN rank >= 6 THEN NEW.changed_at
        ELSE COALESCE(
            LEAST(
                CASE WHEN NEW.task_rank = rank THEN NEW.task_since END,
                CASE WHEN rank IN (1, 5) THEN NEW.waiting_since END,
                CASE WHEN rank = 2 THEN NEW.case_since END),
            NEW.changed_at) END;
    ms BIGINT := floor(EXTRACT(EPOCH FROM since) / 60)::bigint * 60000;
BEGIN
    NEW.place := rank * 10000000000000 + CASE WHEN rank >= 6 THEN 10000000000000 - ms ELSE ms END;
    RETURN NEW;
END $$;
CREATE TRIGGER "conversations_place" BEFORE INSERT OR UPDATE ON "conversations"
    FOR EACH ROW EXECUTE FUNCTION "conversation_place"();

-- Whoever opens or closes a task, or moves a case, the place follows: no code path can forget it.
CREATE FUNCTION "task_moves_place"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved TEXT := COALESCE(NEW.conversation_id, OLD.conversation_id);
BEGIN
    UPDATE conversations c SET (task_rank, task_since) = (
        SELECT task_rank(t.what), min(t.at) FROM tasks t
        WHERE t.conversation_id = moved AND t.closed_at IS NULL GROUP BY 1 ORDER BY 1 LIMIT 1)
    WHERE c.id = moved;
    RETURN NULL;
END $$;
CREATE TRIGGER "tasks_place" AFTER INSERT OR DELETE OR UPDATE OF "closed_at" ON "tasks"
    FOR EACH ROW EXECUTE FUNCTION "task_moves_place"();

CREATE FUNCTION "case_moves_place"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conversations SET case_status = NEW.status, case_since = NEW.status_since WHERE case_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER "cases_place" AFTER UPDATE OF "status", "status_since" ON "cases"
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION "case_moves_place"();

CREATE INDEX "tasks_open_conversation_idx" ON "tasks"("conversation_id") WHERE "closed_at" IS NULL;
UPDATE "conversations" c SET case_status = k.status, case_since = k.status_since FROM "cases" k WHERE k.id = c.case_id;
UPDATE "conversations" c SET (task_rank, task_since) = (
    SELECT task_rank(t.what), min(t.at) FROM tasks t
    WHERE t.conversation_id = c.id AND t.closed_at IS NULL GROUP BY 1 ORDER BY 1 LIMIT 1);

CREATE INDEX "conversations_place_idx" ON "conversations"("place", "id");
CREATE INDEX "conversations_assignee_idx" ON "conversations"("assignee_id", "place", "id") WHERE "assignee_id" IS NOT NULL;
CREATE INDEX "conversations_team_idx" ON "conversations"("team", "place", "id") WHERE "team" IS NOT NULL;
CREATE INDEX "conversations_labels_idx" ON "conversations" USING gin ("labels") WHERE "labels" != '{}';
CREATE INDEX "cases_reference_idx" ON "cases"("reference" text_pattern_ops);

-- Names are sealed; they are found by keyed hashes of their words and of how these begin.
CREATE TABLE "name_lookups" (
    "lookup" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    CONSTRAINT "name_lookups_pkey" PRIMARY KEY ("lookup", "case_id")
);
CREATE INDEX "name_lookups_case_id_idx" ON "name_lookups"("case_id");

-- What the desk writes to itself, sealed with the case's key.
CREATE TABLE "notes" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "notes_conversation_id_at_idx" ON "notes"("conversation_id", "at");
CREATE TABLE "mentions" (
    "user_id" TEXT NOT NULL,
    "note_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3),
    CONSTRAINT "mentions_pkey" PRIMARY KEY ("user_id", "note_id")
);
CREATE INDEX "mentions_unseen_idx" ON "mentions"("user_id", "conversation_id") WHERE "seen_at" IS NULL;

-- Up to which message of theirs somebody has read. Never goes back.
CREATE TABLE "seen_marks" (
    "user_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "seen_marks_pkey" PRIMARY KEY ("user_id", "conversation_id")
);

-- Who looks at a conversation now, and who holds its composer. Both end by themselves.
CREATE TABLE "viewers" (
    "conversation_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "viewers_pkey" PRIMARY KEY ("conversation_id", "user_id")
);
CREATE TABLE "composer_locks" (
    "conversation_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "composer_locks_pkey" PRIMARY KEY ("conversation_id")
);
