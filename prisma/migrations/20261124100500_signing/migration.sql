-- What the doctor saw when signing: the newest fact and the newest paper. All that came later is new.
ALTER TABLE "opinions" ADD COLUMN "seen_fact" TEXT;
ALTER TABLE "opinions" ADD COLUMN "seen_paper" TEXT;
-- What a stranger with the paper in hand may check: its code, the file's hash, and who signed. Nothing of a patient.
ALTER TABLE "opinions" ADD COLUMN "code" TEXT;
ALTER TABLE "opinions" ADD COLUMN "file_hash" TEXT;
ALTER TABLE "opinions" ADD COLUMN "signer" TEXT;
ALTER TABLE "opinions" ADD COLUMN "signer_registration" TEXT;
CREATE UNIQUE INDEX "opinions_code_key" ON "opinions"("code");

-- Opinions that were signed before have no code.
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_signed_whole" CHECK (
    "signed_at" IS NULL OR ("case_hash" IS NOT NULL AND "file" IS NOT NULL AND "code" IS NOT NULL
        AND "file_hash" IS NOT NULL AND "signer" <> '' AND "signer_registration" <> ''
        AND "signer" IS NOT NULL AND "signer_registration" IS NOT NULL)
) NOT VALID;

-- A signed opinion is never changed or taken away, and none is signed while a paper may be of another person, whatever code asks for it.
CREATE FUNCTION "opinion_is_final"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD."signed_at" IS NOT NULL THEN
        RAISE EXCEPTION 'a signed opinion is final';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW."signed_at" IS NOT NULL AND EXISTS (
        SELECT 1 FROM "tasks" t
        WHERE t."case_id" = NEW."case_id" AND t."what" = 'wrong_patient' AND t."closed_at" IS NULL
    ) THEN
        RAISE EXCEPTION 'a paper may be of another person';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "opinion_is_final" BEFORE INSERT OR UPDATE OR DELETE ON "opinions"
    FOR EACH ROW EXECUTE FUNCTION "opinion_is_final"();
