/** Does many things in one go: those that come while one go is under way wait for the next. */
export interface Gathered<Item, Result> {
  (item: Item): Promise<Result>;
  /** How many are under way or wait, or came along in one that ended a moment ago. */
  size(): number;
}

/** At most so many in one go: a bound for the memory of a statement. */
const MOST = 200;

/** Between two goes of a crowd nobody waits for a moment; that does not make it less of a crowd. */
const MOMENT_MS = 20;

/**
 * Makes one call of many: `flush` gets the items in the order in which they came and gives a result for each; what it
 * throws is thrown to all of them. One go at a time, so that order holds; nobody waits longer than for the go before,
 * and `linger` milliseconds where that is no hurry.
 */
export function gather<Item, Result>(
  flush: (items: Item[]) => Promise<Result[]>,
  linger = 0,
): Gathered<Item, Result> {
  let waiting: { item: Item; done(result: Result): void; fail(error: unknown): void }[] = [];
  let going = false;
  let underWay = 0;
  let ended = 0;

  const go = async () => {
    going = true;
    // Whoever came in the same breath comes along.
    await (linger ? new Promise((rested) => setTimeout(rested, linger)) : new Promise(setImmediate));
    while (waiting.length) {
      const some = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      underWay = some.length;
      try {
        const results = await flush(some.map(({ item }) => item));
        some.forEach(({ done }, n) => done(results[n]!));
      } catch (error) {
        for (const { fail } of some) fail(error);
      }
    }
    ended = performance.now();
    going = false;
  };
  const put = (item: Item) =>
    new Promise<Result>((done, fail) => {
      waiting.push({ item, done, fail });
      if (!going) void go();
    });
  const size = () => (going || performance.now() - ended < MOMENT_MS ? underWay : 0) + waiting.length;
  return Object.assign(put, { size });
}
