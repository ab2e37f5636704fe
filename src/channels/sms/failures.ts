import type { Failure } from '../channel.ts';
import { failureOf, row, type CodeTable, type Row } from '../code-table.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const SENDER = row(
  'sender not usable',
  'stop',
  'The SMS sender is not set up for this country: check it at Twilio.',
);
const CREDENTIALS = row('credentials', 'stop', 'Twilio does not accept our credentials: set the token anew.');
const CONTENT = row('content refused', 'bug', 'Twilio refused the form of the SMS: tell a developer.');
const NO_ROUTE = row('no route', 'fallback', 'No SMS can reach this number: use WhatsApp or call.');
const WRONG = row('not a mobile number', 'person', 'This number takes no SMS: ask the family for another.');
const QUEUE = row(
  'queue full',
  'slow',
  'Too many SMS are waiting at Twilio; sending slows down.',
  10 * MINUTE,
);
const AMERICAN = row('American registration', 'stop', 'The sender lacks a registration for the USA.');

const WHATSAPP = row(
  'sender not usable',
  'stop',
  'The WhatsApp sender is not usable: look at Twilio and Meta.',
);
const FORM = row('content refused', 'bug', 'WhatsApp refused the form of the message: tell a developer.');
const TEMPLATE = row(
  'template missing',
  'fallback',
  'The template is missing, rejected or paused: use another way.',
);
const AWAY = row('not on WhatsApp', 'fallback', 'The person cannot be reached on WhatsApp: use SMS or call.');
const INTERNAL = row('platform error', 'retry', 'WhatsApp failed on its side; the message is tried again.');
const STOPPED = row(
  'opted out',
  'person',
  'This person blocked or stopped our WhatsApp: send nothing there.',
);

/** Codes of Twilio for SMS and (63xxx) WhatsApp, from its error dictionary. */
export const FAILURES: Readonly<Record<string, Row>> = {
  20003: CREDENTIALS,
  20404: SENDER,
  20429: row('too many calls', 'slow', 'Too many calls to Twilio; sending slows down.', 5000),
  21211: row('number not valid', 'person', 'This is not a phone number: ask the family for another.'),
  21212: SENDER,
  21214: NO_ROUTE,
  21217: NO_ROUTE,
  21408: row(
    'country switched off',
    'stop',
    'SMS to this country is switched off at Twilio: allow it there.',
  ),
  21602: CONTENT,
  21603: SENDER,
  21606: SENDER,
  21608: row('trial account', 'stop', 'A trial account may only write to verified numbers.'),
  21609: CONTENT,
  21610: row(
    'opted out',
    'person',
    'This person stopped our SMS: send none, not from another number either.',
  ),
  21611: QUEUE,
  21612: NO_ROUTE,
  21614: WRONG,
  21617: row('text too long', 'bug', 'The SMS is longer than 1600 letters: tell a developer.'),
  21619: CONTENT,
  21620: CONTENT,
  21623: CONTENT,
  21654: CONTENT,
  21655: CONTENT,
  21656: CONTENT,
  21701: SENDER,
  21702: SENDER,
  21703: SENDER,
  21704: SENDER,
  21705: SENDER,
  21900: row('entity id', 'stop', 'The DLT entity id is malformed: correct the settings.'),
  21901: row('template id', 'stop', 'The DLT template id is malformed: correct the settings.'),
  21910: CONTENT,
  30001: QUEUE,
  30002: row('account suspended', 'stop', 'Twilio suspended the account: look at the console.'),
  30003: row('phone off', 'retry', 'The phone is off or out of reach; the SMS is tried again.', 30 * MINUTE),
  30004: row('blocked', 'fallback', 'The operator blocks SMS to this number (DND): use WhatsApp.'),
  30005: row('number unknown', 'person', 'This number does not exist: ask the family for another.'),
  30006: WRONG,
  30007: row(
    'filtered',
    'fallback',
    'The operator filtered the SMS: compare text and header with the DLT template.',
  ),
  30008: row(
    'unknown error',
    'retry',
    'The operator failed without a reason; the SMS is tried again.',
    MINUTE,
  ),
  30009: row(
    'a part is missing',
    'person',
    'A part of an SMS did not arrive: ask the person to send it again.',
  ),
  30011: CONTENT,
  30018: SENDER,
  30019: CONTENT,
  30022: AMERICAN,
  30023: AMERICAN,
  30024: SENDER,
  30027: AMERICAN,
  30032: AMERICAN,
  30034: AMERICAN,
  30036: row('validity over', 'fallback', 'The SMS could not be delivered in time: use WhatsApp or call.'),
  30410: row(
    'provider timeout',
    'retry',
    'The operator did not answer Twilio; the SMS is tried again.',
    10 * MINUTE,
  ),
  30450: row('fraud check', 'stop', 'Twilio took our SMS for fraud: add the numbers to the safe list.'),
  63001: WHATSAPP,
  63002: WHATSAPP,
  63003: AWAY,
  63005: FORM,
  63006: FORM,
  63007: WHATSAPP,
  63008: WHATSAPP,
  63009: INTERNAL,
  63010: INTERNAL,
  63011: INTERNAL,
  63012: INTERNAL,
  63013: FORM,
  63014: STOPPED,
  63015: row('sandbox not joined', 'stop', 'The WhatsApp sandbox only writes to phones that joined it.'),
  63016: row(
    'window closed',
    'template',
    'More than 24 hours since the person wrote: only a template may go out.',
  ),
  63017: row('rate limit', 'slow', 'Too many WhatsApp messages; sending slows down.', 5000),
  63018: row('daily limit', 'slow', 'The daily limit of new chats is reached; sending waits.', HOUR),
  63019: FORM,
  63020: WHATSAPP,
  63021: FORM,
  63022: WHATSAPP,
  63023: INTERNAL,
  63024: AWAY,
  63026: row('taken for spam', 'stop', 'WhatsApp took our message for spam: look at the template.'),
  63027: TEMPLATE,
  63028: FORM,
  63029: AWAY,
  63030: FORM,
  63031: FORM,
  63032: AWAY,
  63033: STOPPED,
  63034: FORM,
  63040: TEMPLATE,
  63041: TEMPLATE,
  63049: row(
    'held back by Meta',
    'fallback',
    'Meta chose not to deliver: wait a day or use another way.',
    24 * HOUR,
  ),
  63050: STOPPED,
  63051: WHATSAPP,
  60728: row('daily cap', 'slow', 'The account reached its cap at Twilio: raise it.', HOUR),
  63038: row('daily cap', 'slow', 'The account reached its cap at Twilio: raise it.', HOUR),

  // Ours.
  network: row('no connection', 'retry', 'Twilio could not be reached; the SMS is tried again.'),
  too_long: row(
    'text too long',
    'bug',
    'The SMS is longer than 1600 letters: nothing was cut, nothing sent.',
  ),
  empty: row('nothing to say', 'bug', 'The SMS was empty: tell a developer.'),
  no_files: row('no files', 'fallback', 'An SMS cannot carry a file: use WhatsApp.'),
  no_templates: row('no templates', 'fallback', 'A WhatsApp template cannot go out by SMS: use its text.'),
  dlt_no_entity: row(
    'not registered',
    'person',
    'No SMS may go to India: entity and header are not in flows/dlt.yaml yet. Call, or use WhatsApp.',
  ),
  dlt_no_id: row(
    'not registered',
    'person',
    'This text is not registered for India: its id is missing in flows/dlt.yaml. Call, or use WhatsApp.',
  ),
  dlt_no_template: row(
    'other text than registered',
    'person',
    'This is no text that is registered for India, or a value in it is too long. Call, or use WhatsApp.',
  ),
  no_phone: row('no phone', 'fallback', 'This person has no phone number: ask for one.'),
  no_content: row('no template', 'fallback', 'No Content id is configured for this template and language.'),
  canceled: row('canceled', 'person', 'The SMS was canceled at Twilio.'),
};

/** Codes that are somebody's own word: STOP by SMS, blocked or stopped on WhatsApp, no advertising there. */
const OPTED_OUT = new Map<string, NonNullable<Failure['stopped']>>([
  ['21610', 'service'],
  ['63014', 'service'],
  ['63033', 'service'],
  ['63050', 'marketing'],
]);

/** Whoever it was for: the credentials, the account, or the sender's own account at Meta. */
const HALTS = new Set('20003 30002 60728 63001 63002 63007 63008 63020 63022 63026 63038 63051'.split(' '));

/** What Twilio's number ranges say about a code that is not in the table: codes are added without notice. */
function ranged(code: string): Row | undefined {
  if (/^21\d{3}$/.test(code)) return CONTENT;
  if (/^63\d{3}$/.test(code))
    return row('not delivered', 'fallback', `WhatsApp message not delivered (code ${code}).`);
  return /^30\d{3}$/.test(code)
    ? row('not delivered', 'fallback', `SMS not delivered (code ${code}).`)
    : undefined;
}

const TABLE: CodeTable = { provider: 'Twilio', rows: FAILURES, ranged, stopped: OPTED_OUT, halts: HALTS };

/** The failure of a code. */
export const failure = (code: string | number): Failure => failureOf(TABLE, code);
