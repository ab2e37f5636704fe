import type { StoryHands } from '../play.ts';
import type { SimMessage } from '../contract.ts';
import { answerTo } from './answers.ts';
import { signIn } from './desk.ts';
import type { Desk, DeskRow } from './desk.ts';
import { createPhone } from './phone.ts';
import type { Act } from './script.ts';
import { SAID } from './script.ts';
import { pause, StoryStuck, until } from './wait.ts';
import type { Pace } from './wait.ts';

const INTAKE_OVER = ['checking', 'ready', 'in_review', 'more_info', 'signed', 'delivered'];
/** More answers than any flow asks for: then it goes in circles. */
const MOST_ANSWERS = 150;

/** The acts of the story, by name. Each waits for what it needs and says what it waited for in vain. */
export function createActs(
  hands: StoryHands,
  pace: Pace,
): Record<Act, () => Promise<void>> & { caseId(): string } {
  const { base } = hands;
  const phone = createPhone(base, hands.patient, pace.signal);
  const think = (seconds = 0.8) => pause((1000 * seconds) / pace.speed, pace.signal);
  let coordinator: Desk | null = null;
  let reviewer: Desk | null = null;
  let row: DeskRow | null = null;
  let begun = '';

  const desk = async () => (coordinator ??= await signIn(base, hands.coordinator, pace.signal));
  const doctor = async () => (reviewer ??= await signIn(base, hands.reviewer, pace.signal));

  /** The newest case that moved since the story began. */
  const find = async (): Promise<DeskRow | null> => {
    const rows = (await (await desk()).queue()).filter((r) => r.lastAt >= begun);
    const newest = rows.sort((a, b) => b.lastAt.localeCompare(a.lastAt))[0] ?? null;
    row = newest && row ? (rows.find((r) => r.case === row?.case) ?? row) : (newest ?? row);
    return row;
  };
  const known = async () => row ?? (await until('the request in the queue', 60, pace, find));

  const must = (what: string, code: string | null) => {
    if (code) throw new StoryStuck(`${what} was refused: ${code}.`);
  };

  /** The service's last word once it is quiet: what came after the person last wrote. */
  const lastWord = async (): Promise<SimMessage | null> => {
    const { messages, typing } = await phone.chat();
    const last = messages.at(-1);
    if (typing || !last || last.from !== 'service') return null;
    await pause(900 / Math.min(4, pace.speed), pace.signal);
    const now = (await phone.chat()).messages;
    if (now.at(-1)?.id !== last.id) return null;
    const mine = now.findLastIndex((m) => m.from === 'person');
    // A word of thanks may follow the question: the newest message with options is what is asked.
    return now.slice(mine + 1).findLast((m) => m.options.length > 0) ?? last;
  };

  const intake = async () => {
    const asked = new Map<string, number>();
    const answered = new Set<string>();
    let papersSent = false;
    for (let n = 0; n < MOST_ANSWERS; n += 1) {
      const word = await until('the next question, or the end of the questions', 120, pace, async () => {
        if (papersSent && INTAKE_OVER.includes((await find())?.status ?? '')) return 'over' as const;
        const message = await lastWord();
        return message && !answered.has(message.id) ? message : null;
      });
      if (word === 'over') return;
      await phone.read();
      await think();
      answered.add(word.id);
      // The same words with other options are another question.
      const question = [word.text, ...word.options.map((option) => option.id)].join('|');
      const times = asked.get(question) ?? 0;
      asked.set(question, times + 1);
      if (times > 8)
        throw new StoryStuck(`The same question came ${times} times: "${word.text.slice(0, 80)}".`);
      const answer = answerTo(word, { asked: times, papersSent, son: hands.son.replace(/^\+91/, '') });
      if (answer.do === 'tap') await phone.tap(word.id, answer.option);
      if (answer.do === 'text') await phone.text(answer.text);
      if (answer.do === 'papers') {
        for (const paper of hands.papers) await phone.send(paper);
        papersSent = true;
      }
    }
    throw new StoryStuck(`The questions did not end after ${MOST_ANSWERS} answers.`);
  };

  /** A case at the desk, looked at anew. */
  const look = async (who: Desk) => who.look((await known()).case);

  return {
    caseId: () => row?.case ?? '',
    async hello() {
      begun = (await phone.chat()).messages.at(-1)?.at ?? '';
      await phone.text(SAID.hello);
    },
    intake,
    async family_hears() {
      await until(
        "the SMS on the son's phone",
        60,
        pace,
        async () => (await phone.texts(hands.son)).length > 0,
      );
    },
    async sign_in() {
      await known();
      await think();
    },
    async take_and_say() {
      const { conversation } = await known();
      must('Taking the chat', await (await desk()).act(`conversations/${conversation}/take`, {}));
      await think();
      const id = crypto.randomUUID();
      const said = { text: SAID.coordinator, id };
      must('Writing to Meera', await (await desk()).act(`conversations/${conversation}/say`, said));
      await until("the coordinator's words in the chat", 30, pace, async () =>
        (await phone.chat()).messages.some((m) => m.from === 'service' && m.text.includes(SAID.coordinator)),
      );
      await phone.read();
    },
    async hand_back() {
      const { conversation } = await known();
      must('Handing back', await (await desk()).act(`conversations/${conversation}/hand-back`, {}));
    },
    async confirm() {
      const who = await desk();
      const { case: id } = await known();
      const { facts, tasks } = await look(who);
      await think(3);
      for (const fact of facts.filter((f) => f.current && !f.accepted)) {
        const body = { path: fact.path, value: fact.value, confirms: fact.id };
        must(`Confirming ${fact.path}`, await who.act(`cases/${id}/facts`, body));
        await think();
      }
      for (const task of tasks) must('Closing a task', await who.act(`tasks/${task.id}/close`, {}));
      await until('what was checked to count', 30, pace, async () =>
        (await look(who)).facts.every((fact) => !fact.current || fact.accepted),
      );
    },
    async ready() {
      const who = await desk();
      const { case: id } = await known();
      await until('the case to be checked', 60, pace, async () => (await look(who)).moves.includes('ready'));
      await think();
      must('Moving the case to ready', await who.act(`cases/${id}/status`, { to: 'ready' }));
    },
    async review() {
      const who = await doctor();
      const { case: id } = await known();
      const seen = await until('the case at the reviewer', 60, pace, () => look(who).catch(() => null));
      await think();
      if (seen.status !== 'in_review')
        must('Opening the review', await who.act(`cases/${id}/status`, { to: 'in_review' }));
    },
    async write() {
      const who = await doctor();
      const { case: id } = await known();
      const seen = await until('the case in review', 60, pace, async () => {
        const found = await look(who);
        return found.status === 'in_review' ? found : null;
      });
      const answers = seen.questions.map(({ path }, n) => ({
        path,
        answer: SAID.answers[n % SAID.answers.length]!,
      }));
      const { findings, summary, qualification, registration } = SAID;
      const draft = { findings, summary, answers, qualification, registration };
      must('Saving the opinion', await who.act(`cases/${id}/opinion`, draft));
    },
    async sign() {
      const who = await doctor();
      const { case: id } = await known();
      const draft = (await look(who)).opinions.find((o) => !o.signedAt);
      if (!draft) throw new StoryStuck('There is no draft of the opinion to sign.');
      await think(2);
      must('Signing', await who.act(`cases/${id}/opinion/sign`, { version: draft.version }));
    },
    async open_opinion() {
      const tapped = new Set<string>();
      let jumpAt = performance.now() + PATIENCE;
      await until('the opinion in the chat', 120, pace, async () => {
        const { messages } = await phone.chat();
        if (messages.some((m) => m.from === 'service' && m.kind === 'document')) return true;
        const offer = messages.findLast(
          (m) => m.from === 'service' && m.options.some((o) => /\b(?:open|read)\b/i.test(o.title)),
        );
        const option = offer?.options.find((o) => /\b(?:open|read)\b/i.test(o.title));
        if (offer && option && !tapped.has(offer.id)) {
          tapped.add(offer.id);
          await think();
          await phone.tap(offer.id, option.id);
        } else if (performance.now() > jumpAt) {
          // At night nobody is woken for it: the story goes on in the morning.
          jumpAt = performance.now() + PATIENCE;
          await toTheNext(base, pace.signal);
        }
        return false;
      });
      await phone.read();
    },
  };
}

/** Milliseconds after which an opinion that was not offered waits for the morning. */
const PATIENCE = 3_000;

/** Moves the demo's clock to what is due next. */
async function toTheNext(base: string, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${base}/demo/clock`, { method: 'POST', headers, body: '{"to":"next"}', signal });
}
