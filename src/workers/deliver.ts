import type { Channel, ChannelName, Outbound, Sent } from '../channels/channel.ts';
import { openTask, putNudge } from '../db/effects.ts';
import { newId } from '../db/ids.ts';
import { endSend, leaseNext, wasNudged, type Ending, type Leased } from '../db/outbox.ts';
import { isPermitted } from '../db/permissions.ts';
import { endingOf, plan } from './plan.ts';
import type { World } from './world.ts';

/**
 * T4: leases one message, sends it outside of any transaction, and writes down how that ended.
 * Returns whether there was something to do.
 */
export async function deliver(world: World): Promise<boolean> {
  const { db, vault, clock, times } = world;
  const message = await leaseNext(db, vault, [...world.channels.keys()], clock.now(), times);
  if (!message) return false;
  // Its worker died: a receipt may tell, and until then nothing is repeated.
  if (message === 'ran_out' || message === 'parked') return true;
  const known = {
    now: clock.now(),
    times,
    permitted:
      message.audience === 'family' &&
      message.to !== undefined &&
      (await isPermitted(db, vault, 'sms', message.to.value)),
  };
  const todo = plan(message, known);
  if (todo.do === 'hold') await hold(world, message);
  else await finish(world, message, todo.do === 'end' ? todo.ending : await sendIt(world, message));
  world.changed(message.conversation, message.case);
  return true;
}

async function sendIt(world: World, message: Leased): Promise<Ending> {
  const channel = world.channels.get(message.channel as ChannelName)!;
  const sent = await trySend(world, channel, message);
  return endingOf(message, sent, world.clock.now(), world.times, world.random);
}

async function trySend(world: World, channel: Channel, message: Leased): Promise<Sent> {
  const outbound = await fill(world, message);
  if ('failure' in outbound) return { outcome: 'refused', failure: outbound.failure };
  return channel.send(outbound, message.to!, message.id);
}

/** Puts the bytes of a file where the letter only has their name. */
async function fill(
  world: World,
  { letter, caseKey }: Leased,
): Promise<Outbound | { failure: Extract<Sent, { outcome: 'refused' }>['failure'] }> {
  const { message } = letter;
  if (message.kind !== 'file') return message;
  try {
    const bytes = await world.files.get(world.db, caseKey, message.file.hash);
    return {
      kind: 'file',
      file: { bytes, name: message.file.name, mime: message.file.mime },
      caption: message.caption,
    };
  } catch (error) {
    const code = (error as Error).name === 'Erased' ? 'file_erased' : 'file_unreadable';
    return {
      failure: {
        code,
        action: code === 'file_erased' ? 'person' : 'retry',
        operator: 'The file to send cannot be read from the store.',
      },
    };
  }
}

/** The window is shut: keep the words for the person's next message, and tell them once that something waits. */
async function hold(world: World, message: Leased): Promise<void> {
  const { db, vault, clock } = world;
  if (!(await wasNudged(db, message.conversation, message.lastInboundAt)))
    await putNudge(db, vault, message, clock.now());
  await endSend(db, message, { state: 'held', reason: 'window' });
}

async function finish(world: World, message: Leased, ending: Ending): Promise<void> {
  if (ending.state === 'held') return hold(world, message);
  await endSend(world.db, message, ending);
  const reason = 'reason' in ending ? ending.reason : 'failure' in ending ? (ending.failure ?? null) : null;
  if (ending.state !== 'sent')
    world.log('message_not_sent', { message: message.id, state: ending.state, reason });
  if (ending.state !== 'parked') return;
  const { conversation, case: id, caseKey } = message;
  const now = world.clock.now();
  await openTask(
    world.db,
    world.vault,
    { conversation, case: id, caseKey },
    newId(now),
    'parked',
    reason ?? undefined,
    now,
  );
}
