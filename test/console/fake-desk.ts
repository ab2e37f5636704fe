import type { DeskList, DeskSide, HandBackView, QueuePage, ReadyReply } from '../../src/http/contract.ts';
import { queue } from './waiting.ts';
import type { FakeService } from './fake-service.ts';

export const deskList: DeskList = {
  staff: [
    { id: 'coordinator', name: 'Asha Nair', role: 'coordinator' },
    { id: 'ravi', name: 'Ravi Menon', role: 'coordinator' },
    { id: 'reviewer', name: 'Dr. Kavita Rao', role: 'reviewer' },
  ],
  teams: ['care', 'papers'],
  labels: ['needs_call', 'travels', 'money'],
};

export const quietSide = (): DeskSide => ({
  assignee: null,
  team: null,
  labels: [],
  viewers: [{ id: 'coordinator', name: 'Asha Nair' }],
  composer: null,
  notes: [],
  waitingSince: null,
  sending: {
    channel: 'whatsapp',
    window: 'open',
    ends: '2026-11-25T04:00:00Z',
    template: null,
    refused: null,
    price: 0.115,
  },
});

export const readyReplies: ReadyReply[] = [
  { key: 'call_when', text: 'हम आपको फ़ोन करना चाहते हैं।', english: 'We would like to call you.' },
  { key: 'thanks_papers', text: 'धन्यवाद, काग़ज़ मिल गए हैं।', english: 'Thank you, the papers have come.' },
];

export const handBack: HandBackView = {
  since: '2026-11-24T04:30:00Z',
  heard: 2,
  said: 1,
  lastHeard: ['Can we speak on Monday?'],
  learnt: [{ path: 'patient.place', value: 'Nashik' }],
  missing: ['Biopsy report'],
  closes: ['wants_person'],
  stays: [],
  says: 'स्वचालित सहायक लौट आया है।',
};

/** What happens around the conversation; undefined for what happens in it. */
export function besideChange(
  { side, announce }: FakeService,
  path: string,
  body: Record<string, unknown>,
): object | undefined {
  if (path === '/api/queue/search') {
    const words = String(body.words).toLowerCase();
    const rows = queue().filter((row) => `${row.reference} ${row.name}`.toLowerCase().includes(words));
    return { rows, next: null, counts: { waiting: 2, mine: 1, mentions: 0 } } satisfies QueuePage;
  }
  if (path.endsWith('/seen') || path.endsWith('/viewing') || path.endsWith('/no-answer')) return { ok: true };
  if (path.endsWith('/cost')) return { encoding: 'UCS-2', segments: 2, units: 90, price: 14 };
  if (path.endsWith('/composer')) {
    const free = side.composer === null || side.composer.id === 'coordinator' || body.steal === true;
    if (free) side.composer = body.hold ? { id: 'coordinator', name: 'Asha Nair' } : null;
    return { ok: true, holder: side.composer };
  }
  if (path.endsWith('/assign')) {
    const { assignee, ...rest } = body as Partial<Record<'assignee', string | null>>;
    Object.assign(side, rest);
    if (assignee !== undefined) side.assignee = deskList.staff.find(({ id }) => id === assignee) ?? null;
    announce();
    return { ok: true };
  }
  if (!path.endsWith('/notes')) return undefined;
  const mentions = deskList.staff.filter(({ id }) => (body.mentions as string[]).includes(id));
  side.notes.push({
    id: String(body.id),
    by: 'Asha Nair',
    text: String(body.text),
    mentions: mentions.map(({ name }) => name),
    at: '2026-11-24T05:10:00Z',
  });
  announce();
  return { ok: true };
}
