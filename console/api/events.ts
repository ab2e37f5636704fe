/** One server-sent event, its data not parsed yet. */
export interface ServerEvent {
  name: string;
  data: string;
}

/** Takes all whole events off the front of what has arrived; the rest waits for more bytes. Comments are dropped. */
export function takeEvents(arrived: string): { events: ServerEvent[]; rest: string } {
  // A line end may be cut in its middle: a last \r waits for its \n.
  const whole = arrived.replace(/\r$/, '');
  const blocks = whole.replace(/\r\n?/g, '\n').split('\n\n');
  const rest = (blocks.pop() ?? '') + arrived.slice(whole.length);
  const events = blocks.flatMap((block) => {
    let name = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      if (line.startsWith('event:')) name = line.slice(6).trim();
      if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
    }
    return data.length > 0 ? [{ name, data: data.join('\n') }] : [];
  });
  return { events, rest };
}
