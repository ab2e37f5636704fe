import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { startService, type Choices, type Service } from '../main.ts';

/**
 * The whole service with a database of its own and simulated providers, in a folder that is thrown away with it. `name` tells
 * in the folder's name whose it is.
 */
export async function thrownAway(
  name: string,
  choices: Choices,
): Promise<{ service: Service; end(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), `doosri-${name}-`));
  // As root PostgreSQL runs as another user, who must be able to come in.
  await chmod(dataDir, 0o755);
  const env = {
    NODE_ENV: 'development',
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: '',
    WHATSAPP_ACCESS_TOKEN: '',
  };
  const service = await startService(readConfig({ ...process.env, ...env }), choices);
  const end = async () => {
    await service.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { service, end };
}
