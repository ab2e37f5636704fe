import { whyFailed, type ChannelName } from '../channels/index.ts';

/** What the planner's own words mean, for whoever has to act. */
const PLANNED: Readonly<Record<string, string>> = {
  no_address: 'There is no number to write to: ask the family for one.',
  opted_out: 'This person blocked or stopped us here: call, or wait until they write.',
  unknown_twice:
    'It may have arrived, twice nobody answered: look into the chat, then send it again or call.',
  template_gone: 'WhatsApp rejected the template, and no SMS may go: call the family.',
  template_costly: 'WhatsApp counts the template as advertising, and no SMS may go: call the family.',
  undelivered: 'It lies undelivered for hours: the phone is off, or we are blocked. Call the family.',
  file_erased: 'The file was erased with its case.',
  file_unreadable: 'The file cannot be read from the store: tell a developer, then send it again.',
  message: 'What the person wrote was not dealt with: read it, then try again or answer yourself.',
  document_read: 'A page was read, but not taken in: try again.',
  timer: 'Something that was due did not happen: try again.',
};

/** Why something was stopped, in a sentence, from its code: the planner's, or the provider's by its table. */
export function whyStopped(code: string, channel: ChannelName): string {
  return PLANNED[code] ?? whyFailed(code, channel);
}
