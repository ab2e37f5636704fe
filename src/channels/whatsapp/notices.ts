import type { Address, Alias, Inbound } from '../channel.ts';
import { address, aliases } from './identity.ts';
import { hashed, objects, short, text, time, type Json } from './json.ts';

type Notice = Extract<Inbound, { kind: 'notice' }>;

/** What every part of a change needs to know about where it stands. */
export interface Place {
  field: string;
  /** Id of the WhatsApp business account. */
  waba: string;
  contacts: Json[];
  arrived: Date;
}

/** A notice about a piece of a webhook. The id comes from the content, so a repeat is recognised. */
export function notice(
  what: Notice['what'],
  item: Json,
  place: Place,
  detail: string,
  from?: Address,
): Notice {
  return {
    kind: 'notice',
    id: hashed(place.waba, place.field, item),
    at: time(item, 'timestamp', place.arrived),
    what,
    ...(from ? { from } : {}),
    detail: short(detail, 200),
  };
}

/** Keeps whole what we do not understand. */
export function unknown(item: Json, place: Place, detail: string, from?: Address): Notice {
  return { ...notice('unknown', item, place, detail, from), raw: item };
}

/**
 * A system message: the person's number or id changed. `from` is who they were, `becomes` who they are now.
 * An older form names the new number `new_wa_id`.
 */
export function system(item: Json, own: Alias[], place: Place): Notice {
  const change = objects(item, 'system')[0] ?? {};
  const was = [
    ...own,
    ...aliases({
      userId: text(change, 'previous_user_id'),
      parentId: text(change, 'previous_parent_user_id'),
    }),
  ];
  const from = address(was, place.contacts);
  const becomes = aliases({
    userId: text(change, 'user_id'),
    phone: text(change, 'wa_id') ?? text(change, 'new_wa_id'),
    parentId: text(change, 'parent_user_id'),
  }).filter((alias) => !was.some((old) => old.kind === alias.kind && old.value === alias.value));
  const detail = text(change, 'type') ?? 'system';
  const id = text(item, 'id') ?? hashed(place.waba, place.field, item);
  const understood = /changed_(number|user_id)$/.test(detail) && was.length > 0 && becomes.length > 0;
  if (!understood) return { ...unknown(item, place, detail, from), id };
  return { ...notice('alias_changed', item, place, detail, from), id, becomes };
}

/** A person stopped or resumed marketing at WhatsApp itself. It says nothing about our service messages. */
export function preference(item: Json, place: Place): Notice {
  const own = aliases({ userId: text(item, 'user_id'), phone: text(item, 'wa_id') });
  const value = text(item, 'value') ?? '';
  const category = text(item, 'category') ?? 'preference';
  const from = address(own, place.contacts);
  if (from && value === 'stop') return notice('opted_out', item, place, category, from);
  if (from && (value === 'resume' || value === 'signup'))
    return notice('opted_in', item, place, category, from);
  return unknown(item, place, category, from);
}

const ACCOUNT = new Set([
  'account_alerts',
  'account_review_update',
  'account_update',
  'business_capability_update',
  'business_username_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
]);

/**
 * Changes of templates and of the account. `detail` holds names and codes only: `case_update en PAUSED FIRST_PAUSE`.
 * Templates are known by their keys, since Meta has sent quality updates under another field's name.
 */
export function account(change: Json, value: Json, entry: Json, place: Place): Notice {
  const template = text(value, 'message_template_name') ?? text(value, 'message_template_id');
  const words = template
    ? [template, text(value, 'message_template_language'), text(value, 'event'), title(value), moved(value)]
    : [
        place.field,
        text(value, 'event'),
        text(objects(value, 'ban_info')[0], 'waba_ban_state'),
        severity(value),
      ];
  const what = template ? 'template' : ACCOUNT.has(place.field) ? 'account' : 'unknown';
  return {
    kind: 'notice',
    id: hashed(place.waba, text(entry, 'time'), place.field, change),
    at: time(entry, 'time', place.arrived),
    what,
    detail: short(words.filter(Boolean).join(' '), 200),
    ...newsOf(value),
    raw: change,
  };
}

/** State, category or quality of a template. A pause that ends comes as a title beside the event. */
function newsOf(value: Json): Pick<Notice, 'template'> {
  const name = text(value, 'message_template_name');
  if (!name) return {};
  const told = {
    state: title(value) === 'UNPAUSE' ? 'UNPAUSE' : text(value, 'event'),
    // `correct_category` is announced a day ahead: what it will be is what to act on.
    category: text(value, 'correct_category') ?? text(value, 'new_category'),
    quality: text(value, 'new_quality_score'),
  };
  const given = Object.entries(told).filter(([, part]) => part !== undefined);
  const language = text(value, 'message_template_language') ?? '';
  return { template: { name, language, ...Object.fromEntries(given) } };
}

const title = (value: Json): string | undefined => text(objects(value, 'other_info')[0], 'title');

const moved = (value: Json): string | undefined =>
  text(value, 'new_quality_score') ?? text(value, 'correct_category') ?? text(value, 'new_category');

const severity = (value: Json): string | undefined => text(objects(value, 'alert_info')[0], 'alert_severity');
