-- Papers that the desk asked the family to photograph again, and the fault it named.
CREATE TABLE "retakes" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "page" INTEGER NOT NULL,
    "fault" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    CONSTRAINT "retakes_pkey" PRIMARY KEY ("id")
);
-- One at a time for each paper.
CREATE UNIQUE INDEX "retakes_open_key" ON "retakes"("document_id") WHERE "answered_at" IS NULL;
CREATE INDEX "retakes_case_id_idx" ON "retakes"("case_id");
