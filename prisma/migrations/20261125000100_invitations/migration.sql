-- One-time links: to an account, to a new password, to a new second step. Of the token only its hash is here.
CREATE TABLE "invitations" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "hash" TEXT NOT NULL,
  "purpose" TEXT NOT NULL CHECK ("purpose" IN ('account', 'password', 'second_step')),
  "email" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  "user_id" TEXT,
  "by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3),
  "revoked_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "invitations_hash_key" ON "invitations"("hash");
-- One open link of a kind for one address: a new one takes the place of the old.
CREATE UNIQUE INDEX "invitations_open" ON "invitations"("email", "purpose")
  WHERE "used_at" IS NULL AND "revoked_at" IS NULL;

-- An account that is switched off opens nothing; its rows stay, for the audit names it.
ALTER TABLE "user" ADD COLUMN "offAt" TIMESTAMPTZ(3);
