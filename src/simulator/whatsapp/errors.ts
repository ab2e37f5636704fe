/** Codes of the Cloud API with their HTTP status and title, from Meta's table of errors. */
const TABLE: Record<number, [http: number, title: string]> = {
  1: [400, 'An unknown error occurred'],
  2: [503, 'Service temporarily unavailable'],
  33: [400, 'Parameter value is not valid'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Invalid OAuth access token'],
  130429: [400, 'Rate limit hit'],
  131000: [500, 'Something went wrong'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131016: [500, 'Service unavailable'],
  131021: [400, 'Recipient cannot be sender'],
  131026: [400, 'Message undeliverable'],
  131047: [400, 'Re-engagement message'],
  131051: [400, 'Unsupported message type'],
  131052: [400, 'Media download error'],
  131053: [400, 'Media upload error'],
  131056: [400, 'Pair rate limit hit'],
  132000: [400, 'Number of parameters does not match the expected number of params'],
  132001: [404, 'Template name does not exist in the translation'],
  132005: [400, 'Translated text too long'],
  132012: [400, 'Parameter format does not match format in the created template'],
  132015: [400, 'Template is paused'],
  132016: [400, 'Template is disabled'],
  132018: [400, 'Template parameters are not valid'],
};

/** Why a call or a message is refused. */
export interface Refusal {
  code: number;
  details: string;
}

export const refuse = (code: number, details: string): Refusal => ({ code, details });

export const httpStatus = (code: number): number => TABLE[code]?.[0] ?? 400;

/** The answer of a call that was refused, in Meta's form. */
export function errorBody({ code, details }: Refusal, trace: string): object {
  return {
    error: {
      message: `(#${code}) ${TABLE[code]?.[1] ?? 'Error'}`,
      type: code === 33 ? 'GraphMethodException' : 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: trace,
    },
  };
}

/** One element of `errors` in a webhook. */
export function webhookError({ code, details }: Refusal): object {
  const title = TABLE[code]?.[1] ?? 'Error';
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}
