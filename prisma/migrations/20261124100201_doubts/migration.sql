-- How often it stayed open whether a message went out. Tries that were surely refused are no doubts.
ALTER TABLE "outbox" ADD COLUMN "doubts" SMALLINT NOT NULL DEFAULT 0;
