-- Every version of the conversation that anybody was ever asked in, by its hash.
CREATE TABLE "flows" (
    "hash" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "flows_pkey" PRIMARY KEY ("hash")
);

-- A file that no machine may read: kept for a person.
ALTER TABLE "readings" ADD COLUMN "keep_only" BOOLEAN NOT NULL DEFAULT false;
