import { createHash } from 'node:crypto';
import type { Fetched, Media } from '../channel.ts';
import { bytesOf, errorCode, objectOf } from '../download.ts';
import type { Graph } from './graph.ts';
import { text, type Json } from './json.ts';
import { refusal } from './send.ts';

/** Meta takes no bigger file from a person. */
const CAP = 100 * 1024 * 1024;

type Failed = Extract<Fetched, { detail: string }>;

const failed = (outcome: Failed['outcome'], detail: string): Failed => ({ outcome, detail });

/**
 * Downloads what somebody sent, in two steps: the id gives an address for five minutes, the address the bytes.
 * A dead address (404) is asked for once more; then the file is gone. Never throws.
 */
export async function fetchMedia(graph: Graph, phoneNumberId: string, media: Media): Promise<Fetched> {
  if (media.failure) return failed(media.failure === 'too_big' ? 'too_big' : 'gone', media.failure);
  try {
    for (let attempt = 1; ; attempt++) {
      const found = await locate(graph, phoneNumberId, media.id);
      if ('outcome' in found) return found;
      const response = await graph.get(text(found.answer, 'url') ?? '');
      if (response === 'not_allowed') return failed('refused', 'host');
      if (response.status !== 404) return await save(response, media, found.answer);
      await response.body?.cancel();
      if (attempt === 2) return failed('gone', 'http_404');
    }
  } catch (error) {
    return failed('later', errorCode(error));
  }
}

/** Step one. An id that Meta does not know any more (404, or 100 and 33 in its own words) is gone. */
async function locate(graph: Graph, phoneNumberId: string, id: string): Promise<{ answer: Json } | Failed> {
  const query = new URLSearchParams({ phone_number_id: phoneNumberId });
  const response = await graph.call(`${encodeURIComponent(id)}?${query}`);
  const answer = await objectOf(response);
  if (response.ok) return answer && text(answer, 'url') ? { answer } : failed('later', 'unreadable');
  const why = refusal(response, answer);
  if (response.status === 404 || why?.code === '100' || why?.code === '33')
    return failed('gone', why?.code ?? '404');
  if (!why) return failed('later', `http_${response.status}`);
  return failed(why.action === 'retry' || why.action === 'slow' ? 'later' : 'refused', why.code);
}

/** Step two. Only a 200 that is no error page, whole and with the promised hash, is a file. */
async function save(response: Response, media: Media, found: Json): Promise<Fetched> {
  if (!response.ok) {
    await response.body?.cancel();
    const denied = response.status === 401 || response.status === 403;
    return failed(denied ? 'refused' : 'later', `http_${response.status}`);
  }
  const bytes = await bytesOf(response, CAP);
  if (bytes === 'too_big') return failed('too_big', 'over_100_mb');
  if (bytes.byteLength === 0) return failed('damaged', 'empty');
  const promised = [text(found, 'sha256'), media.sha256].map(digest).filter((hash) => hash !== undefined);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (promised.length > 0 && !promised.includes(actual)) return failed('damaged', 'sha256');
  const mime = text(found, 'mime_type') ?? media.mime;
  if (promised.length === 0 && isErrorPage(response, mime)) return failed('later', 'error_page');
  return {
    outcome: 'fetched',
    bytes,
    ...(mime ? { mime } : {}),
    ...(media.fileName ? { fileName: media.fileName } : {}),
  };
}

/** A SHA-256 as lower-case hex. Webhooks have it in base64, the API was seen with hex. */
function digest(hash: string | undefined): string | undefined {
  if (hash && /^[0-9a-f]{64}$/i.test(hash)) return hash.toLowerCase();
  const bytes = hash && /^[\w+/-]{43}=?$/.test(hash) ? Buffer.from(hash, 'base64') : undefined;
  return bytes?.byteLength === 32 ? bytes.toString('hex') : undefined;
}

/** JSON or HTML where something else was promised is an error that came with a 200. */
function isErrorPage(response: Response, promised: string | undefined): boolean {
  const type = response.headers.get('content-type') ?? '';
  return /^(application\/json|text\/html)/i.test(type) && !promised?.startsWith(type.split(';')[0] ?? '');
}
