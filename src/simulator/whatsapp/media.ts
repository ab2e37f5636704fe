import { createHmac, randomBytes } from 'node:crypto';
import type { World } from '../world.ts';
import { refuse } from './errors.ts';
import type { Refusal } from './errors.ts';
import { textAt } from './read.ts';

const MB = 1024 * 1024;
const OFFICE = 'application/vnd.openxmlformats-officedocument.';

/** What may be sent as what, and how large. From Meta's table of supported media types. */
const KINDS: Record<string, { mimes: string[]; most: number }> = {
  image: { mimes: ['image/jpeg', 'image/png'], most: 5 * MB },
  document: {
    mimes: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      `${OFFICE}wordprocessingml.document`,
      `${OFFICE}spreadsheetml.sheet`,
      `${OFFICE}presentationml.presentation`,
    ],
    most: 100 * MB,
  },
  audio: { mimes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], most: 16 * MB },
  video: { mimes: ['video/mp4', 'video/3gpp'], most: 16 * MB },
  sticker: { mimes: ['image/webp'], most: 500 * 1024 },
};

const MAGIC: Record<string, string> = {
  'image/jpeg': 'ffd8ff',
  'image/png': '89504e47',
  'application/pdf': '25504446',
};

/** A media type without its parameters, lower case. */
export const bare = (mime: string): string => (mime.split(';')[0] ?? '').trim().toLowerCase();

/** Why an upload is refused at once; null when it is taken. */
export function checkUpload(mime: string, bytes: number): Refusal | null {
  const kinds = Object.values(KINDS).filter((k) => k.mimes.includes(bare(mime)));
  if (kinds.length === 0) return refuse(100, 'Param file must be a file with one of the supported types.');
  if (bytes === 0) return refuse(131053, 'The file is empty.');
  if (bytes > Math.max(...kinds.map((k) => k.most)))
    return refuse(131053, 'The file is too large for its type.');
  return null;
}

/** Why a message's file cannot be sent, found when Meta processes it: gone, wrong type, too large, not what it says. */
export function unfit(body: unknown, world: World): Refusal | null {
  const type = textAt(body, 'type') ?? 'text';
  const id = textAt(body, type, 'id');
  const kind = KINDS[type];
  if (!kind || id === undefined) return null;
  const file = world.behaviour().expireMedia ? undefined : world.files.get(id);
  if (!file) return refuse(131053, 'Media upload error: the media id is unknown.');
  if (!kind.mimes.includes(bare(file.mime)))
    return refuse(131053, `${bare(file.mime)} cannot be sent as ${type}.`);
  if (file.bytes.length > kind.most) return refuse(131053, 'The file is too large for its type.');
  const magic = MAGIC[bare(file.mime)];
  const head = Buffer.from(file.bytes.subarray(0, 4)).toString('hex');
  return magic && !head.startsWith(magic)
    ? refuse(131053, 'The file is not of the type that it says.')
    : null;
}

const LIFE = 5 * 60_000;

export interface Links {
  /** A URL for the file that works for five minutes, with the bearer token. */
  make(id: string, source?: 'webhook'): string;
  /** The file's id, or null when the URL was not ours or is too old. */
  open(query: { mid?: unknown; ext?: unknown; hash?: unknown }): string | null;
}

/** Short-lived media URLs. Nothing is kept: the time and a keyed hash are in the URL. */
export function createLinks(now: () => Date, origin: () => string): Links {
  const key = randomBytes(32);
  const hash = (id: string, ext: string) =>
    createHmac('sha256', key).update(`${id} ${ext}`).digest('base64url').slice(0, 24);
  return {
    make(id, source) {
      const ext = String(now().getTime() + LIFE);
      const query = new URLSearchParams({ mid: id, ...(source ? { source } : {}), ext, hash: hash(id, ext) });
      return `${origin()}/whatsapp_business/attachments/?${query}`;
    },
    open({ mid, ext, hash: given }) {
      if (typeof mid !== 'string' || typeof ext !== 'string') return null;
      return given === hash(mid, ext) && now().getTime() <= Number(ext) ? mid : null;
    },
  };
}
