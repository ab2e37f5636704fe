import { z } from 'zod';

const secret = z.string().min(8);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
);
/** Several secrets while one replaces another; each must be one that nobody guesses. */
const secrets = list.refine(
  (all) => all.every((one) => one.length >= 8),
  'each must have 8 characters or more',
);
const url = z.url({ protocol: /^https?$/ });

/** Every variable the service knows, and what it may be. Read in one place, `config.ts`. */
export const Environment = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  PUBLIC_URL: url.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TRANSCRIBE_COMMAND: z.string().min(1).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  MASTER_KEY: list.optional(),
  SECOND_STEP: z.enum(['required', 'optional']).optional(),
  OIDC_ISSUER: url.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: secret.optional(),
  OIDC_NAME: z.string().min(1).max(60).default('the hospital directory'),
  SESSION_IDLE_MINUTES: z.coerce.number().min(5).max(720).optional(),
  GRIEVANCE_OFFICER: z.string().min(2).max(80).optional(),
  GRIEVANCE_CONTACT: z.string().min(5).max(80).optional(),
  SESSION_HOURS: z.coerce.number().min(1).max(72).default(12),
  ROLE: z.enum(['http', 'work', 'both']).default('both'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  WHATSAPP_PHONE_NUMBER_ID: z.string().min(1).optional(),
  WHATSAPP_WABA_ID: z.string().min(1).optional(),
  WHATSAPP_ACCESS_TOKEN: secret.optional(),
  WHATSAPP_APP_SECRET: secrets.optional(),
  WHATSAPP_VERIFY_TOKEN: secret.optional(),
  WHATSAPP_GRAPH_URL: url.default('https://graph.facebook.com'),
  WHATSAPP_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'should look like v25.0')
    .default('v25.0'),
  WHATSAPP_PER_SECOND: z.coerce.number().positive().default(80),
  WHATSAPP_PAIR_BURST: z.coerce.number().int().positive().default(45),
  WHATSAPP_PAIR_EVERY_MS: z.coerce.number().positive().default(6_000),
  QUIET_HOURS: z
    .string()
    .regex(/^([01]?\d|2[0-3])-([01]?\d|2[0-3])$|^none$/, 'should look like 21-9, or none')
    .optional(),
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC/, 'should start with AC').optional(),
  TWILIO_AUTH_TOKEN: secrets.optional(),
  TWILIO_API_URL: url.default('https://api.twilio.com'),
  TWILIO_MESSAGING_SERVICE_SID: z.string().regex(/^MG/, 'should start with MG').optional(),
  TWILIO_SMS_FROM: z.string().min(3).optional(),
  TWILIO_WHATSAPP_FROM: z
    .string()
    .regex(/^\+[1-9]\d{7,14}$/, 'should look like +911140000001')
    .optional(),
  TWILIO_CONTENT_URL: url.default('https://content.twilio.com'),
  TWILIO_CONTENTS: list
    .refine(
      (all) => all.every((one) => /^\w+:\w+=HX\w+$/.test(one)),
      'should look like request_update:en=HX…',
    )
    .optional(),
});

export type Environment = z.infer<typeof Environment>;
