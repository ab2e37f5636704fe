import { LIFE, type Status } from '../cases/life.ts';
import type { Flow } from './flow.ts';
import { emit, tongue, type Turn } from './turn.ts';
import type { FamilyMeaning } from './types.ts';

/** At most so many SMS in one case, and the same meaning not again within twelve hours. */
const MOST = 6;
const APART = 12 * 3600 * 1000;

/** The relative's number while SMS to it are allowed. */
export function familyPhone(turn: Turn): string | undefined {
  const { state } = turn;
  const phone = state.answers['relative_phone']?.value;
  const allowed = state.consents.family_sms && !state.family.out;
  return allowed && phone?.startsWith('+') ? phone : undefined;
}

/** The person agreed to SMS after they had offered a shared contact's number: it is the one. */
export function takeOffered({ state, flow, event }: Turn): void {
  const value = state.offered?.phone;
  const step = flow.steps.find(({ check }) => check === 'phone');
  if (!value || !step) return;
  delete state.offered?.phone;
  state.answers[step.name] = { ...state.answers[step.name], value, said: value, message: event.id };
}

/** One neutral SMS to the relative, if the person allowed it and the relative did not stop it. */
export function familySms(turn: Turn, meaning: FamilyMeaning, values: Record<string, string> = {}): void {
  const { family, reference } = turn.state;
  const to = familyPhone(turn);
  const last = family.last[meaning];
  if (!to || family.sent >= MOST || (last && Date.parse(turn.event.at) - Date.parse(last) < APART)) return;
  family.sent += 1;
  family.last[meaning] = turn.event.at;
  const text = smsText(turn.flow, tongue(turn), meaning, { reference, ...values });
  emit(turn, { kind: 'family', to, meaning, text });
}

/** The neutral sentence of this meaning; from a sender whom nobody can answer the one that says where to write. */
export function smsText(
  { words, whatsapp }: Flow,
  language: string,
  meaning: FamilyMeaning,
  values: Record<string, string>,
): string {
  const oneWay = `sms_one_way.${meaning}`;
  return whatsapp && words.has(language, oneWay)
    ? words.say(language, oneWay, { ...values, whatsapp })
    : words.say(language, `sms.${meaning}`, values);
}

/** What a relative is told when a case comes to a status, if anything. */
export function familyHears(turn: Turn, to: Status, by: 'bot' | 'desk'): void {
  const meaning = LIFE[to].sms?.[by];
  if (meaning) familySms(turn, meaning);
}

/** Tells the channel which number may get SMS now, when that changed. */
export function permitFamily(turn: Turn): void {
  const { family } = turn.state;
  const now = familyPhone(turn);
  if (now === family.permitted) return;
  if (family.permitted) emit(turn, { kind: 'permit', phone: family.permitted, given: false });
  if (now) emit(turn, { kind: 'permit', phone: now, given: true });
  if (now) family.permitted = now;
  else delete family.permitted;
}
