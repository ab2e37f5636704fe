import { resolve } from 'node:path';
import { Environment } from './environment.ts';
import type { Directory } from './http/directory.ts';
import { madeKey } from './master-key.ts';

/** Something in the environment is missing or wrong. The message names the variable and says what it should be. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export interface WhatsAppSettings {
  phoneNumberId: string;
  wabaId: string;
  accessToken: string;
  appSecrets: string[];
  verifyToken: string;
  graphUrl: string;
  graphVersion: string;
  /** How fast this number may send, and to one person. */
  rates?: { number: { every: number; burst: number }; pair: { every: number; burst: number } };
}

export interface SmsSettings {
  accountSid: string;
  authTokens: string[];
  apiUrl: string;
  from?: string;
  messagingServiceSid?: string;
}

/** WhatsApp through Twilio, in place of Meta itself. */
export interface TwilioWhatsAppSettings {
  accountSid: string;
  authTokens: string[];
  apiUrl: string;
  contentUrl: string;
  from: string;
  /** Ids of approved templates by `name:language`. */
  contents: Record<string, string>;
}

export interface Config {
  production: boolean;
  port: number;
  publicUrl: string;
  dataDir: string;
  /** Absent: a PostgreSQL of our own under `dataDir`. */
  databaseUrl?: string;
  redisUrl?: string;
  /** A program that listens to voice notes. */
  transcribeCommand?: string;
  /** The current one first, then those it replaces. */
  masterKeys: string[];
  http: boolean;
  work: boolean;
  logLevel: string;
  /** The desk opens for no password alone. */
  secondStep: boolean;
  /** A hospital's directory that its people sign in by (OpenID Connect). */
  directory?: Directory;
  /** Of the desk, in seconds: without use, and in any case. */
  sessions: { idle: number; longest: number };
  /** Who answers for complaints, as the law wants it named. Never absent in production. */
  grievance?: { officer: string; contact: string };
  /** Hours in India (UTC+5:30) in which nothing comes unasked. Absent: any hour. */
  quiet?: { from: number; to: number; offset: number };
  /** Absent: the simulator stands in. Never absent in production. */
  whatsapp?: WhatsAppSettings;
  whatsappTwilio?: TwilioWhatsAppSettings;
  sms?: SmsSettings;
}

const WHATSAPP = [
  'WHATSAPP_PHONE_NUMBER_ID',
  'WHATSAPP_WABA_ID',
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
] as const;
const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
const TWILIO = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'] as const;
const GRIEVANCE = ['GRIEVANCE_OFFICER', 'GRIEVANCE_CONTACT'] as const;
const ALWAYS = ['PUBLIC_URL', 'DATABASE_URL', 'MASTER_KEY', ...GRIEVANCE] as const;

/**
 * Reads the environment into one frozen value; the only place that does.
 * @throws ConfigError naming every variable that is missing or wrong, never its value.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const e = parsed.data;
  const production = e.NODE_ENV === 'production';
  demand(
    e,
    production ? [...ALWAYS, ...(e.TWILIO_WHATSAPP_FROM ? TWILIO : WHATSAPP)] : [],
    'is required in production',
  );
  demandTogether(e, WHATSAPP);
  demandTogether(e, TWILIO);
  demandTogether(e, OIDC);
  demandTogether(e, GRIEVANCE);
  if (e.TWILIO_WHATSAPP_FROM) demand(e, TWILIO, 'is required together with its siblings');
  if (
    e.TWILIO_ACCOUNT_SID &&
    !e.TWILIO_SMS_FROM &&
    !e.TWILIO_MESSAGING_SERVICE_SID &&
    !e.TWILIO_WHATSAPP_FROM
  )
    throw new ConfigError(
      'TWILIO_SMS_FROM or TWILIO_MESSAGING_SERVICE_SID: one of them is required to send SMS',
    );
  if (!production && e.ROLE !== 'both' && !e.WHATSAPP_ACCESS_TOKEN && !e.TWILIO_WHATSAPP_FROM)
    throw new ConfigError(
      'WHATSAPP_ACCESS_TOKEN: the simulator needs ROLE=both; give credentials to run apart',
    );
  const dataDir = resolve(e.DATA_DIR);
  return Object.freeze({
    production,
    port: e.PORT,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    dataDir,
    ...(e.DATABASE_URL ? { databaseUrl: e.DATABASE_URL } : {}),
    ...(e.TRANSCRIBE_COMMAND ? { transcribeCommand: e.TRANSCRIBE_COMMAND } : {}),
    ...(e.REDIS_URL ? { redisUrl: e.REDIS_URL } : {}),
    masterKeys: (e.MASTER_KEY ?? [madeKey(dataDir)]).map(checkedKey),
    http: e.ROLE !== 'work',
    work: e.ROLE !== 'http',
    logLevel: e.LOG_LEVEL,
    secondStep: (e.SECOND_STEP ?? (production ? 'required' : 'optional')) === 'required',
    // A demo that was left open over lunch should still be there.
    sessions: {
      idle: (e.SESSION_IDLE_MINUTES ?? (production ? 60 : 720)) * 60,
      longest: e.SESSION_HOURS * 3600,
    },
    ...directoryOf(e, production),
    ...(e.GRIEVANCE_OFFICER
      ? { grievance: { officer: e.GRIEVANCE_OFFICER, contact: e.GRIEVANCE_CONTACT! } }
      : {}),
    ...quietOf(e, production),
    ...whatsappOf(e),
    ...smsOf(e),
    ...whatsappTwilioOf(e),
  });
}

function whatsappOf(e: Environment): Pick<Config, 'whatsapp'> {
  if (!e.WHATSAPP_ACCESS_TOKEN) return {};
  return {
    whatsapp: {
      phoneNumberId: e.WHATSAPP_PHONE_NUMBER_ID!,
      wabaId: e.WHATSAPP_WABA_ID!,
      accessToken: e.WHATSAPP_ACCESS_TOKEN,
      appSecrets: e.WHATSAPP_APP_SECRET!,
      verifyToken: e.WHATSAPP_VERIFY_TOKEN!,
      graphUrl: e.WHATSAPP_GRAPH_URL,
      graphVersion: e.WHATSAPP_GRAPH_VERSION,
      rates: {
        number: { every: 1000 / e.WHATSAPP_PER_SECOND, burst: e.WHATSAPP_PER_SECOND },
        pair: { every: e.WHATSAPP_PAIR_EVERY_MS, burst: e.WHATSAPP_PAIR_BURST },
      },
    },
  };
}

function directoryOf(e: Environment, production: boolean): Pick<Config, 'directory'> {
  if (!e.OIDC_ISSUER) return {};
  if (production && !e.OIDC_ISSUER.startsWith('https:'))
    throw new ConfigError('OIDC_ISSUER: must begin with https: in production');
  const [clientId, clientSecret] = [e.OIDC_CLIENT_ID!, e.OIDC_CLIENT_SECRET!];
  return { directory: { issuer: e.OIDC_ISSUER, clientId, clientSecret, name: e.OIDC_NAME } };
}

/** Nights are quiet in production; a demo at night should still go on. */
function quietOf({ QUIET_HOURS: given }: Environment, production: boolean): Pick<Config, 'quiet'> {
  const hours = given ?? (production ? '21-9' : 'none');
  if (hours === 'none') return {};
  const [from = 0, to = 0] = hours.split('-').map(Number);
  return { quiet: { from, to, offset: 330 } };
}

function whatsappTwilioOf(e: Environment): Pick<Config, 'whatsappTwilio'> {
  if (!e.TWILIO_WHATSAPP_FROM || e.WHATSAPP_ACCESS_TOKEN) return {};
  return {
    whatsappTwilio: {
      accountSid: e.TWILIO_ACCOUNT_SID!,
      authTokens: e.TWILIO_AUTH_TOKEN!,
      apiUrl: e.TWILIO_API_URL,
      contentUrl: e.TWILIO_CONTENT_URL,
      from: e.TWILIO_WHATSAPP_FROM,
      contents: Object.fromEntries(
        (e.TWILIO_CONTENTS ?? []).map((one) => one.split('=') as [string, string]),
      ),
    },
  };
}

function smsOf(e: Environment): Pick<Config, 'sms'> {
  if (!e.TWILIO_ACCOUNT_SID || !(e.TWILIO_SMS_FROM ?? e.TWILIO_MESSAGING_SERVICE_SID)) return {};
  return {
    sms: {
      accountSid: e.TWILIO_ACCOUNT_SID,
      authTokens: e.TWILIO_AUTH_TOKEN!,
      apiUrl: e.TWILIO_API_URL,
      ...(e.TWILIO_SMS_FROM ? { from: e.TWILIO_SMS_FROM } : {}),
      ...(e.TWILIO_MESSAGING_SERVICE_SID ? { messagingServiceSid: e.TWILIO_MESSAGING_SERVICE_SID } : {}),
    },
  };
}

function demand(e: Environment, names: readonly (keyof Environment)[], why: string): void {
  const missing = names.filter((name) => !e[name]?.toString());
  if (missing.length) throw new ConfigError(missing.map((name) => `${name}: ${why}`).join('\n'));
}

/** Half a set of credentials is a mistake, not a wish for the simulator. */
function demandTogether(e: Environment, names: readonly (keyof Environment)[]): void {
  if (names.some((name) => e[name])) demand(e, names, 'is required together with its siblings');
}

function checkedKey(text: string): string {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? 32 : Buffer.from(text, 'base64').length;
  if (bytes !== 32) throw new ConfigError('MASTER_KEY: must be 32 bytes, as 64 hex digits or as base64');
  return text;
}
