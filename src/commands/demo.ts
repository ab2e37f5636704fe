import { caseOf } from '../cases/case.ts';
import { phonesOf, storyPapers } from '../demo.ts';
import { DEMO_USERS } from '../http/staff.ts';
import type { SimMessage } from '../simulator/contract.ts';
import { playStory } from '../simulator/play.ts';
import { account, type Told } from './demo-account.ts';
import { thrownAway } from './thrown-away.ts';

/**
 * `npm run demo`: the whole story over the real protocol, without a browser, in a folder that is thrown away.
 * `--json`: the last line is one JSON object of what happened. `--speed N`: faster or slower than 20.
 * Exits with 1 when the story got stuck or a message was lost or doubled.
 */
const json = process.argv.includes('--json');
const speed = Number(process.argv[process.argv.indexOf('--speed') + 1]) || 20;
const say = (line: string) => process.stdout.write(`${line}\n`);
const began = performance.now();

const { patient, son } = phonesOf(0);
// What the service itself found worth a line; shown only if the story does not end well.
const troubles: string[] = [];
const { service, end: discard } = await thrownAway('demo', {
  log: (event, detail) => void troubles.push(`${event} ${JSON.stringify(detail ?? {})}`),
});
try {
  const simulator = service.simulator!;
  const seen = new Set<string>();
  const news = (id: string) => !seen.has(id) && seen.add(id);
  simulator.on('changed', () => {
    for (const message of simulator.chat(patient).messages) if (news(message.id)) say(lineOf(message));
    for (const sms of simulator.texts(son)) if (news(sms.id)) say(`  SMS to the son: ${sms.text}`);
  });
  const [coordinator, reviewer] = [DEMO_USERS[0]!, DEMO_USERS[1]!];
  let caption = '';
  const end = await playStory({
    base: service.url,
    patient,
    son,
    papers: storyPapers(),
    coordinator,
    reviewer,
    speed,
    tell: (state) => {
      if (state.caption !== caption) say(`\n── ${(caption = state.caption)}`);
    },
  });
  await simulator.idle();
  const told = await account(service, simulator, end, Math.round(performance.now() - began));
  tellCase(told);
  if (json) say(JSON.stringify(told.json));
  process.exitCode = told.json.ok ? 0 : 1;
} finally {
  await discard();
}

function lineOf(message: SimMessage): string {
  const who = message.from === 'person' ? '>' : '<';
  const options = message.options.map((option, n) => `[${n + 1} ${option.title}]`).join(' ');
  const file = message.file ? ` (${message.file.mime}, ${Math.ceil(message.file.bytes / 1024)} kB)` : '';
  return `${who} ${message.text.replaceAll('\n', '\n  ')}${file}${options ? `\n  ${options}` : ''}`;
}

function tellCase({
  json: { case: one, documents, opinion, sms, conversation, ok, ms },
  facts,
  why,
}: Told): void {
  const kase = caseOf(facts);
  say(`\n── The case ${one.id}, ${one.status}`);
  for (const fact of Object.values(kase.current ?? {}) as typeof facts) {
    const { from } = fact;
    const origin =
      from.kind === 'page'
        ? `page ${from.page} at ${from.box.map(Math.round).join(',')}`
        : from.kind === 'message'
          ? `said by the ${from.speaker}`
          : 'the desk';
    say(
      `  ${fact.path.padEnd(28)} ${fact.value.slice(0, 60).padEnd(60)} ${origin}${fact.accepted ? '' : `  (in doubt: ${fact.doubt ?? 'unsure'})`}`,
    );
  }
  say(
    `\n${documents.length} papers, ${conversation.inbound} messages in, ${conversation.outbound} out, ${sms.length} SMS, opinion ${opinion.delivered ? `delivered (${opinion.pdfBytes} bytes)` : 'not delivered'}, ${(ms / 1000).toFixed(1)} s`,
  );
  if (!ok) say([`Not as it should be: ${why}`, ...troubles.slice(-20)].join('\n'));
}
