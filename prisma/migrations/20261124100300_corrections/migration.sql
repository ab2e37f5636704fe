-- What people at the desk said of what a machine had read, kept as examples for changes of the code. Rows are only ever added.
CREATE TABLE "corrections" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "case_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "corrections_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "corrections_seq_key" ON "corrections"("seq");
CREATE INDEX "corrections_document_id_idx" ON "corrections"("document_id");
CREATE TRIGGER "corrections_only_added" BEFORE UPDATE OR DELETE ON "corrections"
    FOR EACH ROW EXECUTE FUNCTION "only_added"();
