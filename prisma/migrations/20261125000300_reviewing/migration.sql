-- Up to which fact and paper of a case somebody has looked. Never goes back.
CREATE TABLE "case_marks" (
    "user_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "fact_seq" BIGINT NOT NULL,
    "paper_seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "case_marks_pkey" PRIMARY KEY ("user_id", "case_id")
);

-- Who reviews a case: one, or up to three who read it without knowing what the others think. The responsible one signs.
CREATE TABLE "reviewers" (
    "case_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "responsible" BOOLEAN NOT NULL,
    "named_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "reviewers_pkey" PRIMARY KEY ("case_id", "user_id")
);
CREATE UNIQUE INDEX "reviewers_responsible_key" ON "reviewers"("case_id") WHERE "responsible";

-- What each of them found at the first reading, sealed with the case's key. Handed in, it is final.
CREATE TABLE "first_reads" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "reader_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "handed_in_at" TIMESTAMPTZ(3),
    CONSTRAINT "first_reads_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "first_reads_case_id_reader_id_key" ON "first_reads"("case_id", "reader_id");

CREATE FUNCTION "first_read_is_final"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."handed_in_at" IS NOT NULL THEN
        RAISE EXCEPTION 'a reading that was handed in is final';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER "first_read_is_final" BEFORE UPDATE OR DELETE ON "first_reads"
    FOR EACH ROW EXECUTE FUNCTION "first_read_is_final"();

-- A second doctor is asked for by hand, whatever the policy says.
CREATE TABLE "second_readers" (
    "case_id" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "second_readers_pkey" PRIMARY KEY ("case_id")
);

-- Who agreed to which words over which case: the hash is of both. Rows are only ever added.
CREATE TABLE "agreements" (
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "opinion_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "agreements_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "agreements_opinion_id_idx" ON "agreements"("opinion_id");
