import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';
import type { Trouble } from '../trouble.ts';
import { refusal } from './errors.ts';
import { carry, makeSms } from './operator.ts';
import type { Operator } from './operator.ts';
import type { Sms } from './texts.ts';

const BAD_DAYS = [20500, 20503, 20429];

/** RFC 2822, as Twilio dates everything. */
const dated = (iso: string) => new Date(iso).toUTCString().replace('GMT', '+0000');

function describe(op: Operator, sms: Sms): object {
  const { accountSid, from, messagingServiceSid } = op.account;
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sms.sid}`;
  const ours = sms.from === 'service';
  return {
    body: sms.text,
    num_segments: sms.service && sms.state === 'queued' ? '0' : String(sms.segments),
    direction: ours ? 'outbound-api' : 'inbound',
    from: ours ? from : sms.phone,
    to: ours ? sms.phone : from,
    date_updated: dated(sms.at),
    price: null,
    error_message: null,
    uri: `${uri}.json`,
    account_sid: accountSid,
    num_media: '0',
    status: !ours ? 'received' : sms.service && sms.state === 'queued' ? 'accepted' : sms.state,
    messaging_service_sid: sms.service ? (messagingServiceSid ?? null) : null,
    sid: sms.sid,
    date_sent: sms.state === 'queued' ? null : dated(sms.at),
    date_created: dated(sms.at),
    error_code: sms.errorCode,
    price_unit: 'USD',
    api_version: '2010-04-01',
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/** The code with which Twilio refuses this form, or null. */
function wrong(op: Operator, form: Record<string, string>): number | null {
  const { To, From, MessagingServiceSid, Body, StatusCallback } = form;
  if (!To) return 21604;
  if (!From && !MessagingServiceSid) return 21603;
  if (MessagingServiceSid && MessagingServiceSid !== op.account.messagingServiceSid) return 21703;
  if (To.startsWith('whatsapp:') !== (From ?? To).startsWith('whatsapp:')) return 21910;
  if (From && From !== op.account.from) return 21606;
  if (!/^\+[1-9]\d{7,14}$/.test(To)) return 21211;
  // An Indian number that is no mobile cannot take an SMS.
  if (To.startsWith('+91') && !/^\+91[6-9]\d{9}$/.test(To)) return 21614;
  if (!Body) return 21602;
  if (Body.length > 1600) return 21617;
  if (StatusCallback && (StatusCallback.length > 4000 || !URL.canParse(StatusCallback))) return 21609;
  return op.texts.blocked.has(To) ? 21610 : null;
}

/** Twilio's Messages resource, version 2010-04-01. */
export function twilioApi(op: Operator, trouble: Trouble): Router {
  const router = express.Router();
  const { accountSid, authToken } = op.account;
  const genuine = 'Basic ' + Buffer.from(`${accountSid}:${authToken}`).toString('base64');

  const answer = (res: Response, status: number, body: object) => {
    if (res.locals['fate'] === 'hang') return trouble.hold(res);
    res.status(status).json(body);
  };
  const refused = (res: Response, code: number) => {
    const { status, body } = refusal(code);
    answer(res, status, body);
  };

  router.use('/2010-04-01/Accounts/:account', (req: Request, res: Response, next: NextFunction) => {
    if (req.get('authorization') !== genuine) return refused(res, 20003);
    if (req.params['account'] !== accountSid) return refused(res, 20404);
    res.locals['fate'] = trouble.fate();
    if (res.locals['fate'] === 'fail') return refused(res, op.world.random.pick(BAD_DAYS));
    next();
  });

  const messages = '/2010-04-01/Accounts/:account/Messages';
  router.post(`${messages}.json`, express.urlencoded({ extended: false, limit: '64kb' }), (req, res) => {
    const form = Object.fromEntries(
      Object.entries((req.body ?? {}) as Record<string, unknown>).filter(([, v]) => typeof v === 'string'),
    ) as Record<string, string>;
    const code = wrong(op, form);
    if (code) return refused(res, code);
    const more = { callback: form['StatusCallback'], service: Boolean(form['MessagingServiceSid']) };
    const sms = makeSms(op, form['To'] ?? '', 'service', form['Body'] ?? '', more);
    answer(res, 201, describe(op, sms));
    carry(op, sms);
  });

  router.get(`${messages}.json`, (req, res) => {
    const { To, From, PageSize } = req.query;
    const size = Math.min(1000, Math.max(1, Number(PageSize) || 50));
    const found = [...op.texts.all()]
      .reverse()
      .map((sms) => describe(op, sms) as { to: string; from: string })
      .filter((m) => (!To || m.to === To) && (!From || m.from === From));
    answer(res, 200, { messages: found.slice(0, size), page: 0, page_size: size, next_page_uri: null });
  });

  router.get(`${messages}/:sid.json`, (req, res) => {
    const sms = op.texts.bySid(String(req.params['sid']));
    if (!sms) return refused(res, 20404);
    answer(res, 200, describe(op, sms));
  });

  router.delete(`${messages}/:sid.json`, (req, res) => {
    if (!op.texts.drop(String(req.params['sid']))) return refused(res, 20404);
    if (res.locals['fate'] === 'hang') return trouble.hold(res);
    res.status(204).end();
  });

  return router;
}
