import type { SimChat, SimSms } from '../contract.ts';

/** A file that the story sends. */
export interface StoryFile {
  bytes: Uint8Array;
  mime: string;
  name: string;
}

/** The phones of the story, held over HTTP as the demo screen holds them. */
export interface Phone {
  chat(): Promise<SimChat>;
  text(text: string): Promise<void>;
  tap(message: string, option: string): Promise<void>;
  send(file: StoryFile): Promise<void>;
  read(): Promise<void>;
  texts(of: string): Promise<SimSms[]>;
}

export function createPhone(base: string, phone: string, signal: AbortSignal): Phone {
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(`${base}/demo/${path}`, { ...init, signal });
    if (!response.ok) throw new Error(`The phone could not: /demo answered ${response.status}.`);
    return response.json();
  };
  const own = `whatsapp/${encodeURIComponent(phone)}`;
  const post = (what: string, body: object) =>
    ask(`${own}/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    chat: async () => (await ask(own)) as SimChat,
    text: async (text) => void (await post('text', { text })),
    tap: async (message, option) => void (await post('tap', { message, option })),
    async send({ bytes, mime, name }) {
      const body = new Blob([new Uint8Array(bytes)]);
      const query = new URLSearchParams({ name });
      await ask(`${own}/media?${query}`, { method: 'POST', headers: { 'content-type': mime }, body });
    },
    read: async () => void (await post('read', {})),
    texts: async (of) => (await ask(`sms/${encodeURIComponent(of)}`)) as SimSms[],
  };
}
