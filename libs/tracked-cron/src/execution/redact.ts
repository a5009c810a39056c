/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

const SECRET_NAME =
  '(?:pass(?:word|wd|phrase)?|pwd|secret|token|authorization|(?:api|access|private|secret|signing|account)[_-]?key)';
const SEPARATOR = '(?:\\\\?["\'])?[ \\t]{0,8}[=:][ \\t]{0,8}';
const SCHEME = '(?:(?:Bearer|Basic|Digest|Token)[ \\t]{1,8})?';
const QUOTED = [
  '"[^"\\\\\\n]*(?:\\\\.[^"\\\\\\n]*)*"?',
  "'[^'\\\\\\n]*(?:\\\\.[^'\\\\\\n]*)*'?",
  '\\\\"[^"\\\\\\n]*(?:\\\\")?',
].join('|');
// a comma or bracket ends it, unless it goes on right behind: passwords have them
const BARE = '[^\\s"\'`&;,)}\\]]+(?:[,)}\\]](?=\\w)[^\\s"\'`&;,)}\\]]*)*';

interface SecretPattern {
  /** In lower case; a text without any of them is not searched: most texts hold no secret. */
  readonly hints: readonly string[];
  readonly pattern: RegExp;
  readonly replacement: string;
}

/**
 * Each pattern reads a text in linear time: it starts at a rare literal, and whatever it repeats either can't
 * contain that literal's start again or is consumed by the match. No pattern may have two neighbouring repeats
 * that share a character.
 */
const PATTERNS: readonly SecretPattern[] = [
  {
    // postgres://user:password@host, also with an @ in the password
    hints: ['@'],
    pattern: /:\/\/([^\s:@/"]*):[^\s/"]+@/g,
    replacement: `://$1:${REDACTED}@`,
  },
  {
    // password=…, "apiKey": "…", Authorization: Bearer …
    hints: ['pass', 'pwd', 'secret', 'token', 'authorization', 'key'],
    pattern: new RegExp(`(${SECRET_NAME}${SEPARATOR})(?!\\[redacted\\])(?:${QUOTED}|${SCHEME}${BARE})`, 'gi'),
    replacement: `$1${REDACTED}`,
  },
  {
    // several of them, to the end of the line
    hints: ['cookie'],
    pattern: new RegExp(`(cookie${SEPARATOR})(?!\\[redacted\\])(?:${QUOTED}|[^\\s"'][^\\n"']*)`, 'gi'),
    replacement: `$1${REDACTED}`,
  },
  { hints: ['bearer'], pattern: /\b(Bearer[ \t]{1,8})[\w.~+/-]{8,}=*/gi, replacement: `$1${REDACTED}` },
  {
    // JSON web tokens: base64 of {"
    hints: ['eyj'],
    pattern: /(?<![A-Za-z0-9])eyJ[\w-]{16,}(?:\.[\w-]*){0,2}/g,
    replacement: REDACTED,
  },
  {
    // keys that say whose they are: AWS, then GitHub, Slack, Stripe, Google
    hints: ['akia', 'asia'],
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
    replacement: REDACTED,
  },
  {
    hints: ['gh', 'xox', 'k_', 'aiza'],
    pattern: /(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_|xox[a-z]-|[rs]k_(?:live|test)_|AIza)[\w-]{10,}/g,
    replacement: REDACTED,
  },
  {
    hints: ['hooks.slack.com'],
    pattern: /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]+/gi,
    replacement: `$1${REDACTED}`,
  },
  {
    hints: ['-----begin'],
    pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
    replacement: REDACTED,
  },
];

/**
 * Replaces what is obviously a secret by `[redacted]`: passwords in URLs, values of `password`, `secret`,
 * `token`, `api_key`, cookies and the like, bearer tokens, JSON web tokens, private keys, keys of AWS, GitHub,
 * Slack, Stripe and Google. It takes linear time; give it bounded text all the same. It errs on the side of
 * redacting, and can't know a secret that looks like any other word.
 */
export function redact(text: string): string {
  const lower = text.toLowerCase();
  let redacted = text;
  for (const { hints, pattern, replacement } of PATTERNS) {
    if (hints.some((hint) => lower.includes(hint))) redacted = redacted.replace(pattern, replacement);
  }
  return redacted;
}

/** How far from the cut a word is given up, so that no half of a secret is left that no pattern knows. */
const TORN_WORD = 1024;

/**
 * Text as it may be kept: at most `maxBytes` of UTF-8, with its cut marked, without what PostgreSQL can't hold
 * (NUL, lone surrogates), secrets redacted. Cut before any pattern runs over it, however long it is.
 */
export function captureText(text: string, maxBytes: number): string {
  const torn = text.length > maxBytes;
  const kept = redact(storable(torn ? text.slice(0, endOfLastWord(text, maxBytes)) : text));
  // three bytes a character at most, and a short text is measured by nobody
  if (!torn && (kept.length * 3 <= maxBytes || Buffer.byteLength(kept) <= maxBytes)) return kept;
  const mark = ` … [cut, ${text.length} characters in all]`;
  return firstBytes(kept, maxBytes - Buffer.byteLength(mark)) + mark;
}

/** NUL and lone surrogates replaced: neither `text` nor `jsonb` takes them. */
function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

function endOfLastWord(text: string, end: number): number {
  for (let at = end; at > end - TORN_WORD && at > 0; at--) {
    if (/\s/.test(text[at])) return at;
  }
  return end;
}

/** By way of bytes, so that what is kept is a copy and doesn't hold the whole text in memory. */
function firstBytes(text: string, maxBytes: number): string {
  const bytes = new Uint8Array(Math.max(0, maxBytes));
  const { written } = new TextEncoder().encodeInto(text, bytes);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, written));
}
