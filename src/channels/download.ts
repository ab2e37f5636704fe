/** Everything a response holds, or `too_big` as soon as it is more than `cap` bytes; then the rest is not read. */
export async function bytesOf(response: Response, cap: number): Promise<Uint8Array | 'too_big'> {
  if (Number(response.headers.get('content-length')) > cap) {
    await response.body?.cancel();
    return 'too_big';
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    // Leaving the loop cancels the stream.
    if (size > cap) return 'too_big';
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** JSON of a response of at most 1 MB, or undefined when it is none or not an object. */
export async function objectOf(response: Response): Promise<Record<string, unknown> | undefined> {
  const bytes = await bytesOf(response, 1_000_000);
  if (bytes === 'too_big') return;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return;
  }
}

/** Codes of errors that happen while connecting: nothing of ours has left the machine then. */
const BEFORE_SENDING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/;

/**
 * Code of a failed request (`ECONNREFUSED`, `timeout` …) without the error, which may hold credentials.
 * Judged by its looks, not its class: it may come from another copy of a library.
 */
export function errorCode(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 5) return 'error';
  const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : errorCode(cause, depth + 1);
}

/** Whether a request failed before a byte of it was sent, so that it is safe to say "not sent". */
export function failedBeforeSending(error: unknown): boolean {
  return BEFORE_SENDING.test(errorCode(error));
}
