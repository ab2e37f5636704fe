import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const MOST_BYTES = 64 * 1024 * 1024;

/** Reads one YAML file. Values are plain strings, numbers, lists and objects. @throws an error that says where. */
export function readYaml(file: string): unknown {
  return parse(readFileSync(file, 'utf8'), { version: '1.2', uniqueKeys: true });
}

/**
 * Reads files in a process of its own: parsing leaves five times as much memory behind as what it finds, and that goes with
 * the process. What could not be read there is read here, where the error belongs.
 */
export function readApart(files: string[]): (file: string) => unknown {
  let found: Record<string, unknown> = {};
  try {
    const args = ['--disable-warning=ExperimentalWarning', import.meta.filename];
    const told = execFileSync(process.execPath, args, {
      input: JSON.stringify(files),
      maxBuffer: MOST_BYTES,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {},
    });
    found = JSON.parse(told.toString()) as Record<string, unknown>;
  } catch {
    // Then here.
  }
  return (file) => found[file] ?? readYaml(file);
}

if (import.meta.main) {
  const files = JSON.parse(readFileSync(0, 'utf8')) as string[];
  process.stdout.write(JSON.stringify(Object.fromEntries(files.map((file) => [file, readYaml(file)]))));
}
