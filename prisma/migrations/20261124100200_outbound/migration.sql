-- What stands beside a message that went: what it costs, what is done where it does not arrive, and what an authority knows its text by.
ALTER TABLE "outbox" ADD COLUMN "price" DOUBLE PRECISION;
ALTER TABLE "outbox" ADD COLUMN "fallback" TEXT;
ALTER TABLE "outbox" ADD COLUMN "registration" TEXT;
