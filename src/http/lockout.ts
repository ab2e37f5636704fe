import {
  RateLimiterMemory,
  RateLimiterRedis,
  type IRateLimiterRedisOptions,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';

/** Counts wrong passwords, so that nobody can try them all. */
export interface Lockout {
  /** Counts one try. False when there were too many from this address or for this account. */
  begin(account: string, address: string): Promise<boolean>;
  /** The password was right: the try does not count, and the account's earlier ones are forgiven. */
  succeed(account: string, address: string): Promise<void>;
  /** The same for a code of the second step, or for a passkey, from this address. */
  beginCode(address: string): Promise<boolean>;
  succeedCode(address: string): Promise<void>;
  /** Counts a question that leaves something in the database, of whoever asks. */
  ask(address: string): Promise<boolean>;
}

const SECONDS = 15 * 60;
export const WRONG_PER_ACCOUNT = 5;
export const WRONG_PER_ADDRESS = 20;
const WRONG_CODES = 20;
const QUESTIONS = 100;

/**
 * Tries are counted before the password is looked at, so that many at once do not slip through together.
 * With Redis all processes count together; while it is away each counts alone.
 */
export function lockout(redis?: unknown): Lockout {
  const accounts = limiter('signin-account', WRONG_PER_ACCOUNT, redis);
  const addresses = limiter('signin-address', WRONG_PER_ADDRESS, redis);
  const codes = limiter('signin-code', WRONG_CODES, redis);
  const questions = limiter('signin-question', QUESTIONS, redis);
  return {
    ask: (address) => passes(questions, address),
    beginCode: (address) => passes(codes, address),
    async succeedCode(address) {
      await codes.reward(address);
    },
    async begin(account, address) {
      if (!(await passes(addresses, address))) return false;
      return passes(accounts, account.toLowerCase());
    },
    async succeed(account, address) {
      await accounts.delete(account.toLowerCase());
      await addresses.reward(address);
    },
  };
}

function limiter(keyPrefix: string, points: number, redis: unknown): RateLimiterAbstract {
  const memory = new RateLimiterMemory({ keyPrefix, points, duration: SECONDS });
  if (!redis) return memory;
  const options: IRateLimiterRedisOptions = {
    storeClient: redis,
    useRedisPackage: true,
    keyPrefix,
    points,
    duration: SECONDS,
    insuranceLimiter: memory,
  };
  return new RateLimiterRedis(options);
}

async function passes(limit: RateLimiterAbstract, key: string): Promise<boolean> {
  try {
    await limit.consume(key);
    return true;
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    return false;
  }
}
