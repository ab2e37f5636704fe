import type { Alias, Failure, Outbound, OutboundFile, Sent } from '../channel.ts';
import { errorCode, failedBeforeSending, objectOf } from '../download.ts';
import { failure } from './failures.ts';
import { format } from './format.ts';
import type { Graph } from './graph.ts';
import { object, objects, text, type Json } from './json.ts';

/** Sends one message; a file is uploaded first. Never throws: every ending is a value. */
export async function send(
  graph: Graph,
  phoneNumberId: string,
  message: Outbound,
  to: Alias,
  id: string,
): Promise<Sent> {
  // Formatted once without the file: what WhatsApp would refuse is not uploaded.
  const planned = format(message, to, id);
  if ('failure' in planned) return { outcome: 'refused', failure: planned.failure };
  if (message.kind !== 'file') return deliver(graph, phoneNumberId, message, planned.body);
  const uploaded = await upload(graph, phoneNumberId, message.file);
  if (typeof uploaded !== 'string') return { outcome: 'refused', failure: uploaded };
  const final = format(message, to, id, uploaded);
  if ('failure' in final) return { outcome: 'refused', failure: final.failure };
  return deliver(graph, phoneNumberId, message, final.body);
}

async function deliver(graph: Graph, phoneNumberId: string, message: Outbound, body: object): Promise<Sent> {
  try {
    const response = await graph.call(`${phoneNumberId}/messages`, { body: JSON.stringify(body) });
    const answer = await objectOf(response);
    if (response.ok) return accepted(message, answer);
    const refused = refusal(response, answer);
    return refused
      ? { outcome: 'refused', failure: refused }
      : { outcome: 'unknown', detail: `http_${response.status}` };
  } catch (error) {
    if (failedBeforeSending(error)) return { outcome: 'refused', failure: failure('network') };
    return { outcome: 'unknown', detail: errorCode(error) };
  }
}

function accepted(message: Outbound, answer: Json | undefined): Sent {
  if (message.kind === 'seen' && answer?.['success'] === true) {
    return { outcome: 'sent', providerId: `seen:${message.of}` };
  }
  const providerId = text(objects(answer, 'messages')[0], 'id');
  // Meta took it, but what it said is lost: only a receipt can tell.
  return providerId ? { outcome: 'sent', providerId } : { outcome: 'unknown', detail: 'unreadable' };
}

/** Why an answer that is not 2xx means "not sent"; undefined when it does not tell (a broken server, a proxy). */
export function refusal(response: Response, answer: Json | undefined): Failure | undefined {
  const code = text(object(answer, 'error'), 'code');
  const seconds = Number(response.headers.get('retry-after'));
  const wait = seconds > 0 && seconds < 86_400 ? seconds * 1000 : undefined;
  if (code !== undefined) return failure(code, wait);
  const { status } = response;
  if (status >= 500 || status === 408) return;
  if (status >= 300 && status < 400) return failure('redirect');
  // A wall in between may say so of one request alone: it says nothing about the others.
  if (status === 401 || status === 403) return { ...failure(190), halts: undefined };
  return status === 429 ? failure(130429, wait) : failure('html');
}

/** Uploads a file and gives its id. Nothing has reached the person yet, so each failure is a plain "not sent". */
async function upload(graph: Graph, phoneNumberId: string, file: OutboundFile): Promise<string | Failure> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', file.mime);
  form.set('file', new Blob([new Uint8Array(file.bytes)], { type: file.mime }), file.name);
  try {
    const response = await graph.call(`${phoneNumberId}/media`, { body: form });
    const answer = await objectOf(response);
    const id = response.ok ? text(answer, 'id') : undefined;
    return id ?? (response.ok ? failure('html') : (refusal(response, answer) ?? failure('html')));
  } catch (error) {
    return failure(errorCode(error) === 'timeout' ? 'timeout' : 'network');
  }
}
