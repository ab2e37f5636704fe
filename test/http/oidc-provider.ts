import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

/** What a test changes about the next sign-in. */
export interface Mood {
  /** Claims put over the right ones; `undefined` takes one away. */
  claims?: Record<string, unknown>;
  /** Signed by a key that the directory does not publish. */
  foreignKey?: boolean;
  withoutIdToken?: boolean;
}

interface Waiting {
  redirect: string;
  challenge: string;
  nonce: string;
}

export const CLIENT = { clientId: 'doosri-rai', clientSecret: 'a-secret-of-the-client' };

/** A hospital's directory that speaks OpenID Connect, with real keys and real signatures. Whoever comes is let in at once. */
export async function openDirectory() {
  const ours = await generateKeyPair('RS256');
  const foreign = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  const codes = new Map<string, Waiting>();
  const asked: URLSearchParams[] = [];
  const mood: { now: Mood; person: Record<string, unknown>; hangs: boolean } = {
    now: {},
    person: {},
    hangs: false,
  };
  const app = express();
  const http = app.listen(0, '127.0.0.1');
  await new Promise((ready) => http.once('listening', ready));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  app.get('/.well-known/openid-configuration', (_request, response) => {
    if (mood.hangs) return;
    response.json({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
  app.get('/jwks', (_request, response) => void response.json({ keys: [jwk] }));
  app.get('/authorize', (request, response) => {
    const query = new URL(request.url, issuer).searchParams;
    asked.push(query);
    const code = randomBytes(12).toString('hex');
    const [redirect, challenge, nonce] = ['redirect_uri', 'code_challenge', 'nonce'].map((key) =>
      String(query.get(key)),
    ) as [string, string, string];
    codes.set(code, { redirect, challenge, nonce });
    const back = new URL(redirect);
    back.search = String(new URLSearchParams({ code, state: query.get('state') ?? '' }));
    response.redirect(back.href);
  });
  app.post('/token', express.urlencoded({ extended: false }), async (request, response) => {
    const body = request.body as Record<string, string>;
    const waiting = codes.get(body['code'] ?? '');
    codes.delete(body['code'] ?? '');
    const verifier = createHash('sha256')
      .update(body['code_verifier'] ?? '')
      .digest('base64url');
    const right =
      waiting?.challenge === verifier &&
      waiting.redirect === body['redirect_uri'] &&
      body['client_id'] === CLIENT.clientId &&
      body['client_secret'] === CLIENT.clientSecret;
    if (!right) return void response.status(400).json({ error: 'invalid_grant' });
    const claims: JWTPayload = {
      iss: issuer,
      aud: CLIENT.clientId,
      nonce: waiting.nonce,
      ...mood.person,
      ...mood.now.claims,
    };
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(mood.now.foreignKey ? foreign.privateKey : ours.privateKey);
    response.json({
      access_token: 'an-access-token',
      token_type: 'Bearer',
      expires_in: 300,
      ...(mood.now.withoutIdToken ? {} : { id_token: idToken }),
    });
  });
  app.get('/userinfo', (_request, response) => void response.json(mood.person));
  return {
    issuer,
    /** Every request for a sign-in, as it came. */
    asked,
    /** Who signs in next, and what is the matter with it. */
    next(person: Record<string, unknown>, now: Mood = {}) {
      mood.person = person;
      mood.now = now;
    },
    /** It takes requests for its description, and never answers them. */
    hang(hangs: boolean) {
      mood.hangs = hangs;
    },
    async close() {
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}

export type TestDirectory = Awaited<ReturnType<typeof openDirectory>>;
