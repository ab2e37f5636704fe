-- How a session was opened, and when it ends whatever is done with it.
ALTER TABLE "session"
  ADD COLUMN "proof" TEXT NOT NULL DEFAULT 'password',
  ADD COLUMN "endsAt" TIMESTAMPTZ(3);

-- A session that is used lives longer, but never past its end.
CREATE FUNCTION session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."expiresAt" := least(NEW."expiresAt", NEW."endsAt");
  RETURN NEW;
END $$;
CREATE TRIGGER session_end BEFORE INSERT OR UPDATE ON "session"
  FOR EACH ROW EXECUTE FUNCTION session_end();

-- Codes of an authenticator app that opened something: none does so twice.
CREATE TABLE "used_codes" (
  "user_id" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY ("user_id", "code")
);
