import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

/**
 * Contestant C: a bot of the npm Chat SDK that asks the same questions, its state in memory. It stores nothing, so a
 * restart forgets everybody, and what came before the answer to a repeat is answered again.
 */
const [folder, questions] = process.argv.slice(2) as [string, string];
const asked = JSON.parse(questions) as string[];

/** The part of the kit that is used here; it lives in a folder of its own and is none of our dependencies. */
interface Thread {
  state: Promise<{ at: number; answers: string[] } | null>;
  setState(state: object): Promise<void>;
  post(text: string): Promise<unknown>;
}
interface Kit {
  Chat: new (options: object) => {
    onDirectMessage(handler: (thread: Thread, message: { text: string }) => Promise<void>): void;
    onAction(handler: (event: { thread: Thread; actionId: string }) => Promise<void>): void;
    webhooks: Record<string, (request: globalThis.Request, options: object) => Promise<globalThis.Response>>;
  };
  createWhatsAppAdapter(options: object): unknown;
  createMemoryState(): unknown;
}

const load = async (name: string) =>
  (await import(pathToFileURL(`${folder}/node_modules/${name}/dist/index.js`).href)) as Kit;
const { Chat } = await load('chat');
const { createWhatsAppAdapter } = await load('@chat-adapter/whatsapp');
const { createMemoryState } = await load('@chat-adapter/state-memory');

const env = process.env;
const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
const bot = new Chat({
  userName: 'bench',
  // Its default drops what comes while it answers.
  concurrency: 'queue',
  logger: quiet,
  adapters: {
    whatsapp: createWhatsAppAdapter({
      accessToken: env['WHATSAPP_ACCESS_TOKEN'],
      appSecret: env['WHATSAPP_APP_SECRET'],
      phoneNumberId: env['WHATSAPP_PHONE_NUMBER_ID'],
      verifyToken: env['WHATSAPP_VERIFY_TOKEN'],
      apiUrl: env['WHATSAPP_GRAPH_URL'],
      logger: quiet,
    }),
  },
  state: createMemoryState(),
});

async function answer(thread: Thread, said: string): Promise<void> {
  const state = (await thread.state) ?? { at: 0, answers: [] };
  const next = { at: state.at + 1, answers: [...state.answers, said] };
  await thread.setState(next);
  await thread.post(asked[state.at % asked.length]!);
}
bot.onDirectMessage((thread, message) => answer(thread, message.text));
bot.onAction(({ thread, actionId }) => answer(thread, actionId));

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const asked = new Request(`http://127.0.0.1${request.url}`, {
      method: 'POST',
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks),
    });
    const answered = await bot.webhooks['whatsapp']!(asked, {
      waitUntil: (task: Promise<unknown>) => void task.catch(() => {}),
    });
    response.writeHead(answered.status).end(await answered.text());
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(
    `Ready at http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`,
  );
});
