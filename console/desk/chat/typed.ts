/**
 * Words typed but not sent, by conversation, and the id they will be sent under. They live as long as the page:
 * a person's words are not left in the browser's storage, and leaving the case must not lose them.
 */
const typed = new Map<string, { text: string; id: string }>();

export const typedFor = (conversation: string): { text: string; id: string } =>
  typed.get(conversation) ?? { text: '', id: freshId() };

export function keepTyped(conversation: string, text: string, id: string): void {
  if (text === '') typed.delete(conversation);
  else typed.set(conversation, { text, id });
}

/** 128 random bits as hex. `crypto.randomUUID` is missing where the desk is opened over plain http on a local network. */
export function freshId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
