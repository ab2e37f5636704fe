-- What somebody at the desk says a paper is. What the machine took it for stays beside it.
ALTER TABLE "documents" ADD COLUMN "told_type" TEXT, ADD COLUMN "told_by" TEXT;
