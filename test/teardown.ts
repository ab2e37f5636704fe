import { rm } from 'node:fs/promises';

/** Stops what `setup.ts` started. */
export default async function teardown(): Promise<void> {
  const { testPostgres } = globalThis as unknown as {
    testPostgres: { folder: string; stop(): Promise<void> };
  };
  await testPostgres.stop();
  await rm(testPostgres.folder, { recursive: true, force: true });
}
