import { poster } from '../post.ts';

/** How to reach the Graph API, and where the token may go. */
export interface GraphConfig {
  phoneNumberId: string;
  wabaId: string;
  accessToken: string;
  graphUrl: string;
  graphVersion: string;
  /** Hosts that may also see the token, by http too: the simulator's (`127.0.0.1:4010` or `localhost`). */
  mediaHosts: string[];
  userAgent?: string;
  fetch?: typeof fetch;
  /** Milliseconds one call may take; 30 000 without it. A download may take four times as long. */
  timeoutMs?: number;
}

export interface Graph {
  /** Calls an address of the API, `path` relative to the version. Rejects when there is no answer in time. */
  call(path: string, init?: { body: string | FormData }): Promise<Response>;
  /** Gets a file, following at most three redirects. The token goes to the first host only. */
  get(url: string): Promise<Response | 'not_allowed'>;
}

const META = /(^|\.)(fbsbx\.com|facebook\.com|whatsapp\.net)$/;

/**
 * The Graph API of one business number.
 * @throws TypeError when the configured address would carry the token over plain http to a host not listed.
 */
export function graph(config: GraphConfig): Graph {
  const base = new URL(`${config.graphUrl.replace(/\/+$/, '')}/${config.graphVersion}/`);
  const listed = (url: URL): boolean =>
    config.mediaHosts.some((host) => host === url.host || host === url.hostname);
  const allowed = (url: URL): boolean =>
    listed(url) || (url.protocol === 'https:' && (META.test(url.hostname) || url.host === base.host));
  if (base.protocol !== 'https:' && !listed(base))
    throw new TypeError('WhatsApp: the Graph URL must be https.');

  const send = config.fetch ?? fetch;
  const timeout = config.timeoutMs ?? 30_000;
  const post = config.fetch ? undefined : poster(timeout);
  const headers = {
    authorization: `Bearer ${config.accessToken}`,
    // Some of Meta's hosts turn away clients that name no program of their own.
    'user-agent': config.userAgent ?? 'Mozilla/5.0 (compatible; DoosriRai/1.0)',
  };

  return {
    call: (path, init) => {
      const isJson = typeof init?.body === 'string';
      const json: Record<string, string> = isJson ? { 'content-type': 'application/json' } : {};
      const { href } = new URL(path, base);
      if (post && isJson) return post(href, { ...headers, ...json }, init.body as string);
      return send(href, {
        ...(init ? { method: 'POST', body: init.body } : {}),
        headers: { ...headers, ...json },
        redirect: 'manual',
        signal: AbortSignal.timeout(timeout),
      });
    },
    get: async (address) => {
      const first = URL.parse(address);
      let url = first;
      const signal = AbortSignal.timeout(4 * timeout);
      for (let hops = 0; url && allowed(url) && hops <= 3; hops++) {
        const { authorization, ...open } = headers;
        const own: HeadersInit = url.origin === first?.origin ? { authorization } : {};
        const response = await send(url.href, { headers: { ...open, ...own }, redirect: 'manual', signal });
        const next = response.headers.get('location');
        if (response.status < 300 || response.status > 399 || !next) return response;
        await response.body?.cancel();
        url = URL.parse(next, url);
      }
      return 'not_allowed';
    },
  };
}
