import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Outbound } from '../../../src/channels/channel.ts';
import { channels } from '../../../src/channels/index.ts';
import { failure } from '../../../src/channels/sms/failures.ts';
import { hangUp, json, post, provider, published, type Answer } from '../harness.ts';

const ACCOUNT = 'AC00000000000000000000000000000000';

const channel = (url = 'https://api.twilio.com', publicUrl = 'https://rai.example.org', token = '12345') =>
  channels({
    whatsappTwilio: {
      accountSid: ACCOUNT,
      authToken: [token],
      apiUrl: url,
      contentUrl: url,
      publicUrl,
      from: '+14155550199',
      statusCallbackUrl: `${publicUrl}/webhooks/whatsapp/status`,
      contents: { 'request_update:en': 'HX1' },
      timeoutMs: 2_000,
    },
  })[0]!;

const read = (form: Record<string, string>) =>
  channel().parse(
    post(
      '/webhooks/whatsapp',
      new URLSearchParams({ MessageSid: 'SM1', AccountSid: ACCOUNT, ...form }).toString(),
    ),
  );
const ASHA = { From: 'whatsapp:+919812345678', ProfileName: 'Asha' };

describe('what a person does on WhatsApp', () => {
  test.each([
    ['writes', { Body: ' Hi ' }, { shape: 'text', text: 'Hi' }],
    [
      'taps a button',
      { Body: 'Yes', ButtonText: 'Yes', ButtonPayload: '{"a":1}' },
      { shape: 'choice', choice: '{"a":1}', text: 'Yes' },
    ],
    ['taps a button without a payload', { Body: 'हाँ', ButtonText: 'हाँ' }, { shape: 'choice', text: 'हाँ' }],
    [
      'picks from a list',
      { Body: 'Breast', ListId: 'cancer:breast', ListTitle: 'Breast' },
      { shape: 'choice', choice: 'cancer:breast' },
    ],
    [
      'answers one of ours',
      { Body: 'this', OriginalRepliedMessageSid: 'SM9' },
      { replyTo: 'SM9', text: 'this' },
    ],
    [
      'shares a place',
      { Latitude: '19.1', Longitude: '72.8', Label: 'Home' },
      { shape: 'location', location: { latitude: 19.1, longitude: 72.8, name: 'Home' } },
    ],
    [
      'sends a sticker',
      { NumMedia: '1', MediaUrl0: 'https://x/1', MediaContentType0: 'image/webp' },
      { shape: 'media', media: [{ type: 'sticker' }] },
    ],
    ['does what nobody knows', { MessageType: 'holo' }, { shape: 'unsupported' }],
    ['shares nowhere', { MessageType: 'location', Latitude: 'abc' }, { shape: 'unsupported' }],
  ])('%s', (_name, form, said) => {
    expect(read({ ...ASHA, ...form })[0]).toMatchObject({
      kind: 'message',
      id: 'SM1',
      from: { name: 'Asha' },
      ...said,
    });
  });

  test('a person is named by id and phone; a phone alone or an id alone will do; a bad id is left out', () => {
    const names = (form: Record<string, string>) => {
      const [one] = read({ Body: 'x', ...form });
      return one?.kind === 'message' ? one.from.aliases.map(({ kind }) => kind) : one?.kind;
    };
    const own = 'whatsapp:IN.1502576394655843';
    expect(names({ ...ASHA, ExternalUserId: own })).toEqual(['user_id', 'phone']);
    expect(names({ From: own, ExternalUserId: own })).toEqual(['user_id']);
    expect(names({ ...ASHA, ExternalUserId: 'whatsapp:foo_bar' })).toEqual(['phone']);
    expect(names({ From: '+919812345678' })).toBe('notice');
  });

  test('a receipt is known by the id in its address', () => {
    const body = new URLSearchParams({
      MessageSid: 'SM1',
      MessageStatus: 'undelivered',
      ErrorCode: '63016',
    }).toString();
    expect(channel().parse(post('/webhooks/whatsapp/status?id=out.1', body))).toMatchObject([
      { kind: 'receipt', of: 'SM1', status: 'failed', callback: 'out.1', failure: { action: 'template' } },
    ]);
  });
});

const TO = { kind: 'phone', value: '+919812345678' } as const;
const created: Answer = json(201, { sid: 'SM7', status: 'queued' });
const options = (n: number, description?: string) =>
  Array.from({ length: n }, (_, i) => ({
    id: `o:${i}`,
    title: `Option ${i}`,
    ...(description ? { description } : {}),
  }));
const choice = (n: number, description?: string): Outbound => ({
  kind: 'choice',
  text: 'Which?',
  options: options(n, description),
  open: 'Choose',
  hint: 'Tap one',
});

describe('what goes out', () => {
  const sends = async (message: Outbound, ...answers: Answer[]) => {
    const twilio = await provider(...answers);
    const sent = await channel(twilio.url).send(message, TO, 'out.1');
    await twilio.close();
    return { sent, seen: twilio.seen };
  };

  test('words go as words', async () => {
    const { sent, seen } = await sends({ kind: 'text', text: 'नमस्ते' }, created);
    expect(sent).toEqual({ outcome: 'sent', providerId: 'SM7' });
    expect(Object.fromEntries(new URLSearchParams(seen[0]!.body))).toEqual({
      To: 'whatsapp:+919812345678',
      From: 'whatsapp:+14155550199',
      Body: 'नमस्ते',
      StatusCallback: 'https://rai.example.org/webhooks/whatsapp/status?id=out.1',
    });
  });

  test('a question becomes buttons, or a list, each made once', async () => {
    const twilio = await provider(
      json(201, { sid: 'HX9' }),
      created,
      created,
      json(201, { sid: 'HX8' }),
      created,
    );
    const ours = channel(twilio.url);
    for (const asked of [choice(3), choice(3), choice(7, 'about')])
      expect(await ours.send(asked, TO, 'out.1')).toMatchObject({ outcome: 'sent' });
    await twilio.close();
    const made = twilio.seen
      .filter(({ url }) => url === '/v1/Content')
      .map(({ body }) => JSON.parse(body) as { types: object });
    expect(made.map(({ types }) => Object.keys(types)[0])).toEqual([
      'twilio/quick-reply',
      'twilio/list-picker',
    ]);
    // What Twilio keeps for good is a shape; the words travel with the message.
    expect(made[0]!.types).toEqual({
      'twilio/quick-reply': {
        body: '{{1}}\n\n{{2}}',
        actions: [
          { id: '{{3}}', title: '{{4}}' },
          { id: '{{5}}', title: '{{6}}' },
          { id: '{{7}}', title: '{{8}}' },
        ],
      },
    });
    const form = new URLSearchParams(twilio.seen[1]!.body);
    expect(form.get('ContentSid')).toBe('HX9');
    expect(Object.values(JSON.parse(form.get('ContentVariables')!) as Record<string, string>)).toEqual([
      'Which?',
      'Tap one',
      ...options(3).flatMap(({ id, title }) => [id, title]),
    ]);
  });

  test('nothing that anybody said is stored with the provider, and what the places hold makes the question again', async () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 60 });
    const twilio = await provider(
      ...Array.from({ length: 400 }, (): Answer => (seen, res) => {
        const body = seen.url === '/v1/Content' ? { sid: 'HX5' } : { sid: 'SM5' };
        res.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      }),
    );
    const ours = channel(twilio.url);
    const shapes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), async (lines) => {
        const from = twilio.seen.length;
        const text = `Asha said:\n${lines.join('\n')}`;
        await ours.send({ ...(choice(2) as Extract<Outbound, { kind: 'choice' }>), text }, TO, 'out.1');
        const [message, stored] = [twilio.seen.at(-1)!, twilio.seen.slice(from, -1)];
        for (const { body } of stored) {
          shapes.add(JSON.stringify((JSON.parse(body) as { types: object }).types));
          expect(body).not.toMatch(/Asha|Option|Which/);
        }
        const values = JSON.parse(
          new URLSearchParams(message.body).get('ContentVariables') ?? '{}',
        ) as object;
        for (const value of Object.values(values) as string[]) expect(value).not.toMatch(/[\n\t\r]| {5}|^$/);
      }),
      { numRuns: 100 },
    );
    // A few shapes serve everybody.
    expect(shapes.size).toBeLessThan(70);
    await twilio.close().catch(() => {});
  });

  test('what fits no list is numbered', async () => {
    const { seen } = await sends(choice(12), created);
    expect(new URLSearchParams(seen[0]!.body).get('Body')).toMatch(/12\. Option 11/);
  });

  test('a template goes by its id with its values; one that nobody configured does not', async () => {
    const nudge: Outbound = {
      kind: 'template',
      name: 'request_update',
      language: 'en',
      parameters: ['K7M2QX'],
    };
    const { seen } = await sends(nudge, created);
    const form = new URLSearchParams(seen[0]!.body);
    expect([form.get('ContentSid'), form.get('ContentVariables'), form.get('Body')]).toEqual([
      'HX1',
      '{"1":"K7M2QX"}',
      null,
    ]);
    const torn = await sends({ ...nudge, parameters: ['K7\n\tM2     QX'] }, created);
    expect(new URLSearchParams(torn.seen[0]!.body).get('ContentVariables')).toBe('{"1":"K7 M2 QX"}');
    expect((await sends({ ...nudge, parameters: [' '] })).sent).toMatchObject({ failure: { code: 'empty' } });
    const other = await sends({ ...nudge, language: 'ta' });
    expect(other.sent).toMatchObject({
      outcome: 'refused',
      failure: { code: 'no_content', action: 'fallback' },
    });
  });

  test('a lost answer is unknown; a lost Content is certain not to have reached anybody', async () => {
    expect((await sends({ kind: 'text', text: 'x' }, hangUp)).sent).toMatchObject({ outcome: 'unknown' });
    expect((await sends(choice(2), hangUp)).sent).toMatchObject({
      outcome: 'refused',
      failure: { action: 'retry' },
    });
    expect((await sends(choice(2), json(429, { code: 20429 }))).sent).toMatchObject({
      failure: { action: 'slow' },
    });
  });

  test('nothing is sent for a read mark, a paper or nothing', async () => {
    expect((await sends({ kind: 'seen', of: 'SM1' })).sent).toMatchObject({ outcome: 'sent' });
    const file = { bytes: new Uint8Array(1), name: 'a.pdf', mime: 'application/pdf' };
    expect((await sends({ kind: 'file', file, caption: '' })).sent).toMatchObject({
      failure: { code: 'no_files' },
    });
    expect((await sends({ kind: 'text', text: ' ' })).sent).toMatchObject({ failure: { code: 'empty' } });
  });
});

test('what Twilio says of WhatsApp is known', () => {
  expect([63003, 63014, 63016, 63017, 63041, 63099].map((code) => failure(code).action)).toEqual(
    'fallback person template slow fallback fallback'.split(' '),
  );
});

interface Published {
  n: number;
  title: string;
  request: { url: string; headers: Record<string, string>; body: string };
  expect: {
    http: { status: number };
    event: {
      channel: string;
      kind: string;
      text: string;
      from: { e164?: string; bsuid?: string };
      choice?: { id: string | null };
    } | null;
  };
}
const shared = published('fixtures/twilio/inbound-cases.json');
(shared ? describe : describe.skip)('cases signed with the twilio package', () => {
  const all = shared ? (JSON.parse(readFileSync(shared, 'utf8')) as { cases: Published[] }).cases : [];
  const ours = channel(undefined, 'https://bot.example.org');
  test.each(
    all
      .filter(({ expect: { event } }) => event?.channel === 'whatsapp')
      .map((each) => [each.n, each.title, each] as const),
  )('%i %s', (_n, _title, { request, expect: { event } }) => {
    const arriving = post(new URL(request.url).pathname, request.body, request.headers);
    expect(ours.isGenuine(arriving)).toBe(true);
    const [found] = ours.parse(arriving);
    const named = found?.kind === 'message' ? found.from.aliases : [];
    if (event!.from.e164) expect(named).toContainEqual({ kind: 'phone', value: event!.from.e164 });
    if (event!.from.bsuid) expect(named).toContainEqual({ kind: 'user_id', value: event!.from.bsuid });
    // The conversation itself understands STOP on WhatsApp: no provider stands before it.
    const shape = event!.kind === 'consent' ? 'text' : event!.kind;
    expect(found).toMatchObject({ kind: 'message', shape });
    if (event!.choice?.id) expect(found).toMatchObject({ choice: event!.choice.id });
    if (event!.text) expect(found).toMatchObject({ text: event!.text });
  });
});
