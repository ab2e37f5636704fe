import { Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { verified, type Verified } from '../db/verify.ts';
import { codeFrom, spelled } from '../opinions/code.ts';
import type { Deps } from './deps.ts';

/** Tries of one address in a quarter of an hour. A code has sixty random bits: nobody finds one by trying. */
export const TRIES = 30;
const SECONDS = 15 * 60;

/** A page for whoever holds a printed opinion: whether it was signed here, by whom, when, and whether more was added since. */
export function verify({ db }: Deps): Router {
  const router = Router();
  const tries = new RateLimiterMemory({ points: TRIES, duration: SECONDS });
  router.get('/verify', async (request, response) => {
    response.set({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
    const { code: typed } = request.query;
    if (typed === undefined) return void response.send(page('', ''));
    const may = await tries.consume(request.ip ?? '').then(
      () => true,
      () => false,
    );
    const shown = typeof typed === 'string' ? typed.slice(0, 40) : '';
    if (!may)
      return void response.status(429).send(page(shown, '<p>Too many tries. Please wait 15 minutes.</p>'));
    const code = codeFrom(shown);
    const found = code ? await verified(db, code) : undefined;
    if (!code || !found) return void response.status(404).send(page(shown, UNKNOWN));
    response.send(page(spelled(code), told(found)));
  });
  return router;
}

const UNKNOWN =
  '<p class="bad"><b>No signed opinion has this code.</b> Please compare each letter with the paper.</p>';

function told(found: Verified): string {
  const time = new Intl.DateTimeFormat('en-IN', {
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: 'Asia/Kolkata',
  }).format(found.signedAt);
  const rows = [
    ['Signed by', found.signer],
    ['Registration', found.registration],
    ['Signed on', `${time} IST`],
    ['Version', String(found.version)],
    ['Case seal', found.caseHash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')],
    ['SHA-256 of the PDF', found.fileHash],
  ].map(([label, value]) => `<dt>${label}</dt><dd>${escaped(value!)}</dd>`);
  const added = found.added
    ? '<p class="bad"><b>There is a later addendum.</b> Please ask the family for it.</p>'
    : '<p>Nothing was added since.</p>';
  return `<p class="good"><b>This opinion was signed here.</b></p><dl>${rows.join('')}</dl>${added}`;
}

/** What somebody typed, or a doctor's name, is text and never markup. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `body{font:17px/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#1d2433}
h1{color:#1f5f4a;font-size:1.5rem}label{display:block;font-weight:600}
input,button{font:inherit;padding:.6rem .8rem;border-radius:8px;border:1px solid #66707f;min-height:44px}
input{width:100%;box-sizing:border-box;margin:.3rem 0 .7rem}button{background:#1f5f4a;color:#fff;border:0}
dt{color:#4b5566;font-size:.9rem;margin-top:.6rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
.good,.bad{padding:.7rem 1rem;border-radius:8px}.good{background:#e8f5ed}.bad{background:#fff1dc}`;

const page = (code: string, answer: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Check a written opinion</title><style>${STYLE}</style>
<main><h1>Doosri Rai: check a written opinion</h1>
<form action="/verify"><label for="code">Check code, as printed under the signature</label>
<input id="code" name="code" value="${escaped(code)}" autocomplete="off" spellcheck="false" maxlength="40" required>
<button>Check</button></form>
<div role="status">${answer}</div>
<p>This page shows nothing about a patient.</p></main></html>`;
