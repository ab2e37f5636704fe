-- Who settled which fact: two people who look at the same doubt do not overwrite each other. Rows are only ever added.
CREATE TABLE "settlements" (
    "fact_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "settlements_pkey" PRIMARY KEY ("fact_id")
);
CREATE INDEX "settlements_case_id_idx" ON "settlements"("case_id");
CREATE TRIGGER "settlements_only_added" BEFORE UPDATE OR DELETE ON "settlements"
    FOR EACH ROW EXECUTE FUNCTION "only_added"();
