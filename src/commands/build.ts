import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const pages = join(root, 'console/dist');
const stamp = join(pages, '.sources');

/** SHA-256 over everything the console is built from, so that a fresh checkout with old file times is not mistaken for new. */
export function sourcesHash(): string {
  const files = readdirSync(join(root, 'console'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(pages));
  for (const contract of ['http/contract.ts', 'http/account-contract.ts', 'simulator/contract.ts'])
    files.push(join(root, 'src', contract));
  const hash = createHash('sha256');
  for (const path of files.toSorted()) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest('hex');
}

/** Builds the console when its sources changed since the last time. Prints one line if it did anything. */
export async function buildConsole(): Promise<void> {
  const built = existsSync(join(pages, 'index.html'));
  const sources = sourcesHash();
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  const vite = await import('vite').catch(() => null);
  if (!vite) {
    // An image for production carries the built pages, not the tools to build them.
    if (built) return;
    throw new Error(
      'The console is not built and Vite is not installed. Run `npm ci` with development packages first.',
    );
  }
  const began = performance.now();
  // Vite builds React for development where a test run says so; the pages it leaves are the ones that are served.
  process.env['NODE_ENV'] = 'production';
  await vite.build({
    configFile: join(root, 'console/vite.config.ts'),
    configLoader: 'native',
    logLevel: 'error',
  });
  writeFileSync(stamp, sources);
  console.log(`Console built in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
}

if (import.meta.main) await buildConsole();
