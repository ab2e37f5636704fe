import type { Failure } from '../channel.ts';
import { failureOf, row, type CodeTable, type Row } from '../code-table.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const TOKEN = row(
  'token invalid or expired',
  'stop',
  'The WhatsApp access token is no longer valid: set a new one.',
);
const PERMISSION = row(
  'permission missing',
  'stop',
  'The access token lacks a WhatsApp permission: grant it.',
);
const PARAMETER = row(
  'parameter refused',
  'bug',
  'WhatsApp refused the form of the message: tell a developer.',
);
const REGISTRATION = row(
  'number not registered',
  'stop',
  'The WhatsApp number is not registered: register it again.',
);
const TEMPLATE_FORM = row(
  'template filled wrongly',
  'bug',
  'The template and its values do not fit: tell a developer.',
);
const TEMPLATE_MADE = row(
  'template not created',
  'bug',
  'WhatsApp refused the new template: correct its text.',
);
const DOWN = row('service down', 'retry', 'WhatsApp is not available just now; the message is tried again.');
const UNUSED = row(
  'feature we do not use',
  'bug',
  'WhatsApp named a feature this service does not use: tell a developer.',
);
const LOCKED = row(
  'account locked',
  'stop',
  'Meta has locked the WhatsApp account: look in the Business Manager.',
);
const BLOCK_LIST = row(
  'block list refused',
  'person',
  'WhatsApp could not change the block list: try it by hand.',
);

/** Codes of the Cloud API (Meta's error page of December 2025 and its changelog to August 2026). */
export const FAILURES: Readonly<Record<string, Row>> = {
  0: TOKEN,
  190: TOKEN,
  1: row('unknown API error', 'retry', 'WhatsApp reported an unknown error; the message is tried again.'),
  2: DOWN,
  3: row('capability missing', 'bug', 'The app may not use this part of WhatsApp: tell a developer.'),
  4: row('app rate limit', 'slow', 'Too many calls to WhatsApp; sending slows down.', MINUTE),
  10: PERMISSION,
  33: row('number deleted', 'stop', 'WhatsApp does not know our number any more: check the number id.'),
  100: PARAMETER,
  368: row(
    'policy block',
    'stop',
    'Meta blocked the account for a breach of policy: look in the Business Manager.',
  ),
  80007: row('account rate limit', 'slow', 'The account made too many calls; sending slows down.', HOUR),
  130429: row('throughput', 'slow', 'Messages go out too fast; sending slows down.', 5000),
  130472: row(
    'user in an experiment',
    'fallback',
    'Meta holds this message back for an experiment: use another way.',
  ),
  130497: row('country not allowed', 'stop', 'The account may not write to this country.'),
  131000: row(
    'something went wrong',
    'retry',
    'WhatsApp failed without a reason; the message is tried again.',
  ),
  131005: PERMISSION,
  131008: PARAMETER,
  131009: PARAMETER,
  131016: DOWN,
  131021: row('recipient is sender', 'bug', 'The message was addressed to our own number: tell a developer.'),
  131026: row('undeliverable', 'fallback', 'The person cannot be reached on WhatsApp: use SMS or call.'),
  131030: row(
    'not on the test list',
    'stop',
    'A test number may only write to listed phones: add the phone.',
  ),
  131031: LOCKED,
  131037: row('display name not approved', 'stop', 'The display name of the number awaits approval.'),
  131042: row('payment problem', 'stop', 'WhatsApp cannot be paid: mend the payment method, then resume.'),
  131044: row('payment problem, calls', 'stop', 'WhatsApp calls cannot be paid: mend the payment method.'),
  131045: REGISTRATION,
  131047: row(
    'window closed',
    'template',
    'More than 24 hours since the person wrote: only a template may go out.',
  ),
  131048: row(
    'spam limit',
    'stop',
    'People reported our messages: stop bulk sending and look at the quality.',
  ),
  131049: row(
    'held back by Meta',
    'fallback',
    'Meta chose not to deliver: wait a day or use another way.',
    24 * HOUR,
  ),
  131050: row('stopped marketing', 'person', 'The person stopped marketing messages: do not send it again.'),
  131051: row('unsupported type', 'bug', 'WhatsApp does not support this kind of message.'),
  131052: row('media not downloadable', 'person', 'A file of the person did not arrive: ask for it again.'),
  131053: row('media not accepted', 'retry', 'WhatsApp could not take our file; it is uploaded once more.'),
  131055: row('method not allowed', 'bug', 'The number may not use this call: tell a developer.'),
  131056: row('pair rate', 'slow', 'Too many messages to one person; theirs slow down.', 6000),
  131057: row(
    'number in maintenance',
    'retry',
    'The number is being upgraded; the message is tried again.',
    2 * MINUTE,
  ),
  131060: row(
    'content not shown',
    'person',
    'Look into the WhatsApp Business app: the message is only shown there.',
  ),
  131062: row('needs a phone', 'fallback', 'This template needs a phone number: ask the person for one.'),
  131063: row('marketing off', 'stop', 'Marketing templates are off for this number.'),
  131064: row(
    'templates misclassified',
    'stop',
    'Sending is limited for wrongly classified templates: look at them.',
  ),
  132000: TEMPLATE_FORM,
  132001: row('template missing', 'fallback', 'The template is missing or not approved in this language.'),
  132005: TEMPLATE_FORM,
  132007: row('template against policy', 'bug', 'The template breaks a policy: correct its text.'),
  132008: TEMPLATE_FORM,
  132012: TEMPLATE_FORM,
  132015: row('template paused', 'fallback', 'Meta paused this template: use another way until it is back.'),
  132016: row('template disabled', 'fallback', 'Meta disabled this template: make a new one.'),
  132018: TEMPLATE_FORM,
  132068: row('flow blocked', 'bug', 'The WhatsApp form is blocked: ask in the chat instead.'),
  132069: row('flow throttled', 'slow', 'The WhatsApp form is slowed down: ask in the chat instead.', HOUR),
  133000: REGISTRATION,
  133004: DOWN,
  133005: row('wrong PIN', 'stop', 'The PIN of the number is wrong: set it again.'),
  133006: REGISTRATION,
  133008: row('too many PIN tries', 'stop', 'The PIN was tried too often: wait as Meta says, then register.'),
  133009: row('PIN tried too fast', 'stop', 'The PIN was tried too fast: wait, then register.'),
  133010: REGISTRATION,
  133015: row(
    'number just deleted',
    'stop',
    'The number was just deleted: wait five minutes, then register.',
  ),
  133016: row(
    'registered too often',
    'stop',
    'The number was registered too often: wait 72 hours.',
    72 * HOUR,
  ),
  134011: UNUSED,
  134100: UNUSED,
  134101: UNUSED,
  134102: UNUSED,
  135000: PARAMETER,
  137000: row(
    'identity changed',
    'person',
    'The phone or SIM changed: make sure who it is before anything is sent.',
  ),
  139000: UNUSED,
  139001: UNUSED,
  139002: UNUSED,
  139003: UNUSED,
  139004: UNUSED,
  139100: BLOCK_LIST,
  139101: BLOCK_LIST,
  139102: BLOCK_LIST,
  139103: row('block list busy', 'retry', 'The block list was busy; it is tried again.'),
  2388019: TEMPLATE_MADE,
  2388040: TEMPLATE_MADE,
  2388047: TEMPLATE_MADE,
  2388072: TEMPLATE_MADE,
  2388073: TEMPLATE_MADE,
  2388293: TEMPLATE_MADE,
  2388299: TEMPLATE_MADE,

  // Ours: what never reached WhatsApp, or came back in no form of its own.
  network: row('no connection', 'retry', 'WhatsApp could not be reached; the message is tried again.'),
  timeout: row('no answer in time', 'retry', 'WhatsApp took too long; the upload is tried again.'),
  html: row(
    'not an answer of WhatsApp',
    'retry',
    'Something else answered in place of WhatsApp; it is tried again.',
  ),
  redirect: row('redirected', 'stop', 'The address of WhatsApp leads elsewhere: check the settings.'),
  too_long: row(
    'text too long',
    'bug',
    'The text is longer than WhatsApp allows: nothing was cut, nothing sent.',
  ),
  too_big: row('file too big', 'fallback', 'The file is bigger than WhatsApp allows: use another way.'),
  file_type: row('kind of file', 'bug', 'WhatsApp does not take this kind of file.'),
  empty: row('nothing to say', 'bug', 'The message was empty: tell a developer.'),
};

const STOPPED = new Map([['131050', 'marketing' as const]]);

/** Whoever it was for: the token, the account, the payment or the number itself. */
const HALTS = new Set(
  '0 190 33 368 131031 131042 131045 131048 131064 133000 133005 133006 133008 133009 133010 133015 133016'.split(
    ' ',
  ),
);

/** Codes that come in ranges: permissions (200 to 299), calls (138xxx). */
function ranged(code: string): Row | undefined {
  if (/^2\d\d$/.test(code)) return PERMISSION;
  return /^138\d{3}$/.test(code) ? UNUSED : undefined;
}

const TABLE: CodeTable = { provider: 'WhatsApp', rows: FAILURES, ranged, stopped: STOPPED, halts: HALTS };

/** The failure of a code; `wait` is what the answer itself asks for, in milliseconds. */
export const failure = (code: string | number, wait?: number): Failure => failureOf(TABLE, code, wait);
