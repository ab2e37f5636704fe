-- Which pages the desk put together as one document, in their order; or which such act it takes back. Rows are only ever added.
CREATE TABLE "arrangements" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "case_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "groups" TEXT NOT NULL,
    "undoes" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "arrangements_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "arrangements_seq_key" ON "arrangements"("seq");
CREATE INDEX "arrangements_case_id_seq_idx" ON "arrangements"("case_id", "seq");
CREATE TRIGGER "arrangements_only_added" BEFORE UPDATE OR DELETE ON "arrangements"
    FOR EACH ROW EXECUTE FUNCTION "only_added"();
