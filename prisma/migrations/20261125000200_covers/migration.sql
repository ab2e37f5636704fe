-- What people at the desk said of the covers of a page: places that whoever reviews does not see. Rows are only ever added.
CREATE TABLE "covers" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "case_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "user_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "covers_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "covers_seq_key" ON "covers"("seq");
CREATE INDEX "covers_case_id_seq_idx" ON "covers"("case_id", "seq");
CREATE TRIGGER "covers_only_added" BEFORE UPDATE OR DELETE ON "covers"
    FOR EACH ROW EXECUTE FUNCTION "only_added"();
