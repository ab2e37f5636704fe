-- Passkeys of the staff: public keys only, in the words of better-auth.
CREATE TABLE "passkey" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT,
  "publicKey" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "credentialID" TEXT NOT NULL,
  "counter" INTEGER NOT NULL,
  "deviceType" TEXT NOT NULL,
  "backedUp" BOOLEAN NOT NULL,
  "transports" TEXT,
  "createdAt" TIMESTAMPTZ(3),
  "aaguid" TEXT
);
CREATE INDEX "passkey_userId_idx" ON "passkey"("userId");
CREATE UNIQUE INDEX "passkey_credentialID_key" ON "passkey"("credentialID");
