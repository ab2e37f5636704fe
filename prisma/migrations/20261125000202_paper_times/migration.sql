-- How long the desk looked at a paper until its last doubt was settled. Ids and times only.
CREATE TABLE "paper_times" (
    "document_id" TEXT NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    CONSTRAINT "paper_times_pkey" PRIMARY KEY ("document_id")
);
CREATE INDEX "paper_times_settled_at_idx" ON "paper_times"("settled_at");
