-- Nobody looks anything up by its place alone: the place within a conversation has its own index, and these two cost
-- every message and every event an entry more, again with each change of its state.
DROP INDEX "inbox_seq_key";
DROP INDEX "outbox_seq_key";

-- Keys are found by id.
DROP INDEX "keys_purpose_idx";

-- Events that went aside, for the count of what is stuck.
CREATE INDEX "inbox_parked_idx" ON "inbox"("parked_at") WHERE "parked_at" IS NOT NULL AND "done_at" IS NULL;

-- What the desk looks at: the last changed first.
CREATE INDEX "conversations_changed_at_idx" ON "conversations"("changed_at");
CREATE INDEX "tasks_conversation_open_idx" ON "tasks"("conversation_id") WHERE "closed_at" IS NULL;

-- The indexes of what is to be done are small, and stay so only if what was done leaves them soon: not when a fifth of a
-- big table has changed, but when a hundredth has.
ALTER TABLE "inbox" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000);
ALTER TABLE "outbox" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000);
