-- No statement reads these: the queue goes by place, and who is due by the inbox. Every turn wrote the first of them,
-- and every task two that were equal.
DROP INDEX "conversations_changed_at_idx";
DROP INDEX "conversations_waiting_idx";
DROP INDEX "tasks_conversation_open_idx";

-- What is sealed looks like chance, and nothing makes it shorter: it is not tried.
ALTER TABLE "conversations" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
