-- The look for what is due, whoever it is of. "seq" is never below 1: who asks for one conversation does not say so and cannot be
-- given this index, which would be read through from the oldest that is due.
DROP INDEX "inbox_todo_idx";
CREATE INDEX "inbox_todo_idx" ON "inbox"("due_at", "seq") WHERE "done_at" IS NULL AND "parked_at" IS NULL AND "seq" > 0;
