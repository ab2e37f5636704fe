-- What better-auth 1.7 keeps about a second factor, and what is printed under a signed opinion.
ALTER TABLE "twoFactor"
  ADD COLUMN "verified" BOOLEAN,
  ADD COLUMN "failedVerificationCount" INTEGER,
  ADD COLUMN "lockedUntil" TIMESTAMPTZ(3);

ALTER TABLE "user"
  ADD COLUMN "qualification" TEXT,
  ADD COLUMN "registration" TEXT;
