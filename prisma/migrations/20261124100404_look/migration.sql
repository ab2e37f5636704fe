-- A photo is looked at for a moment before it is read, so that a bad one is asked for again at once.
ALTER TABLE "readings" ADD COLUMN "unseen" BOOLEAN NOT NULL DEFAULT false;
