-- Every move of every case, kept by a trigger: whoever moves one, no code path can forget it. Rows are only ever added.
CREATE TABLE "case_moves" (
    "seq" BIGSERIAL NOT NULL,
    "case_id" TEXT NOT NULL,
    "from_status" TEXT NOT NULL,
    "to_status" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "case_moves_pkey" PRIMARY KEY ("seq")
);
CREATE INDEX "case_moves_case_id_idx" ON "case_moves"("case_id", "seq");
CREATE TRIGGER "case_moves_only_added" BEFORE UPDATE OR DELETE ON "case_moves"
    FOR EACH ROW EXECUTE FUNCTION "only_added"();
CREATE FUNCTION "case_moved"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO case_moves (case_id, from_status, to_status, at) VALUES (NEW.id, OLD.status, NEW.status, NEW.status_since);
    RETURN NULL;
END $$;
CREATE TRIGGER "cases_moved" AFTER UPDATE OF "status" ON "cases"
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION "case_moved"();
-- Of what was moved before only the last move is known.
INSERT INTO "case_moves" ("case_id", "from_status", "to_status", "at")
SELECT "id", 'draft', "status", "status_since" FROM "cases" WHERE "status" != 'draft';

-- How it went afterwards, as codes: what the family answered to the questions after the opinion. Rows are only ever added.
CREATE TABLE "outcomes" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "outcomes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "outcomes_case_id_idx" ON "outcomes"("case_id");
CREATE TRIGGER "outcomes_only_added" BEFORE UPDATE OR DELETE ON "outcomes"
    FOR EACH ROW EXECUTE FUNCTION "only_added"();

-- By when somebody must have seen to a task, and when it was said that nobody had.
ALTER TABLE "tasks" ADD COLUMN "due_at" TIMESTAMPTZ(3);
ALTER TABLE "tasks" ADD COLUMN "late_at" TIMESTAMPTZ(3);
CREATE INDEX "tasks_due_idx" ON "tasks"("due_at") WHERE "closed_at" IS NULL AND "late_at" IS NULL AND "due_at" IS NOT NULL;

-- Cases by when they began: the board looks at a period.
CREATE INDEX "cases_opened_at_idx" ON "cases"("opened_at");
CREATE INDEX "tasks_what_at_idx" ON "tasks"("what", "at");

-- What is late presses as much as what it is about. A complaint is for a lead and moves nothing in a coordinator's queue.
CREATE OR REPLACE FUNCTION "task_rank"(what TEXT) RETURNS SMALLINT LANGUAGE sql IMMUTABLE AS $$
    SELECT (CASE
        WHEN what IN ('complaint', 'late_complaint') THEN NULL
        WHEN what IN ('emergency', 'distress', 'late_emergency', 'late_distress') THEN 0
        WHEN what IN ('wants_person', 'late_wants_person', 'withdrawal', 'voice') THEN 1
        WHEN what IN ('documents', 'late_check') THEN 2
        WHEN what = 'wrong_patient' THEN 3
        ELSE 4 END)::smallint
$$;
