import fc from 'fast-check';
import { captureText, redact } from './redact.js';

describe('redact', () => {
  it.each([
    [
      'connect to postgres://user:hunter2@db:5432/app failed',
      'connect to postgres://user:[redacted]@db:5432/app failed',
    ],
    ['postgres://user:p@ss:w@db/app', 'postgres://user:[redacted]@db/app'],
    ['redis://:hunter2@cache', 'redis://:[redacted]@cache'],
    ['password=hunter2', 'password=[redacted]'],
    ['PGPASSWORD=hunter2 psql', 'PGPASSWORD=[redacted] psql'],
    ['Server=db;Password=hunter2;User=app', 'Server=db;Password=[redacted];User=app'],
    ['password=a,b)c failed', 'password=[redacted] failed'],
    ['(password=hunter2)', '(password=[redacted])'],
    ['GET /x?api_key=abc&page=2', 'GET /x?api_key=[redacted]&page=2'],
    ['GET /x?access_token=abc#y', 'GET /x?access_token=[redacted]'],
    ['{"password":"a b\\"c","user":"me"}', '{"password":[redacted],"user":"me"}'],
    ['{\\"password\\":\\"hunter2\\",\\"user\\":\\"me\\"}', '{\\"password\\":[redacted],\\"user\\":\\"me\\"}'],
    ["{ apiKey: 'a b', user: 'me' }", "{ apiKey: [redacted], user: 'me' }"],
    ["auth: { user: 'me', pass: 'hunter2' }", "auth: { user: 'me', pass: [redacted] }"],
    ['password: "not closed', 'password: [redacted]'],
    ['client_secret : abc', 'client_secret : [redacted]'],
    ['aws_secret_access_key=abc/def+g', 'aws_secret_access_key=[redacted]'],
    ['secretAccessKey: abc', 'secretAccessKey: [redacted]'],
    ['x-api-key: abc', 'x-api-key: [redacted]'],
    ['Authorization: Bearer abc.def', 'Authorization: [redacted]'],
    ['authorization: Basic dXNlcjpwYXNz', 'authorization: [redacted]'],
    ['sent Bearer abcdefgh12345=', 'sent Bearer [redacted]'],
    ['Set-Cookie: sid=abc; theme=dark\nHost: x', 'Set-Cookie: [redacted]\nHost: x'],
    ["{ cookie: 'sid=abc; b=c', host: 'x' }", "{ cookie: [redacted], host: 'x' }"],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-_ end', 'jwt [redacted] end'],
    ['key AKIAIOSFODNN7EXAMPLE end', 'key [redacted] end'],
    ['git ghp_0123456789abcdef', 'git [redacted]'],
    ['slack xoxb-0123-4567-abcdef', 'slack [redacted]'],
    ['POST https://hooks.slack.com/services/T0/B0/abc', 'POST https://hooks.slack.com/services/[redacted]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- end', '[redacted] end'],
    ['-----BEGIN PRIVATE KEY-----\nabc', '[redacted]'],
  ])('%j becomes %j', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
    expect(redact(redacted)).toBe(redacted);
  });

  it.each([
    'connect ECONNREFUSED 127.0.0.1:5432',
    'password authentication failed for user "app"',
    'Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
    'duplicate key value violates unique constraint "users_email_key"',
    'Key (id)=(42) already exists.',
    'GET http://localhost:3000/users failed with 503',
    'maximum tokens: 4096',
    '{"url":"http://host:80","mail":"a@b"}',
    'keyJournalEntriesProcessorFactory is not defined',
    '    at JobService.run (file:///srv/app/dist/job.service.js:10:5)',
  ])('leaves %j as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it.each([
    'a',
    'eyJ',
    'eyJ-',
    '://',
    '://a:',
    '://a:b@',
    'password',
    'password=',
    'password="',
    "password='\\",
    'password:        ',
    'password=a,',
    'secret=\\"',
    'Bearer ',
    'Bearer    a',
    'cookie=',
    'ghp_',
    'hooks.slack.com/services/',
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
    '-',
    ' ',
    '"',
    '=',
  ])('takes time in proportion to a text of %j over and over', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    // with a quadratic pattern this does not come back before the test times out
    expect(redact(text).length).toBeGreaterThan(0);
    expect(redact(`password=${text}`).length).toBeGreaterThan(0);
    expect(redact(`://u:${text}`).length).toBeGreaterThan(0);
  });

  it('never lets a value through that stands behind a name of a secret', () => {
    const name = fc.constantFrom('password', 'DB_PASSWORD', 'api_key', 'apiKey', 'clientSecret', 'token');
    const separator = fc.constantFrom('=', ': ', ' = ', '":"', "': '");
    const value = fc.stringMatching(/^[A-Za-z0-9!#$%*+/<>?@^_{|~.-]{12,40}$/);
    fc.assert(
      fc.property(name, separator, value, (key, between, secret) => {
        expect(redact(`tried ${key}${between}${secret} twice`)).not.toContain(secret);
      }),
    );
  });
});

describe('captureText', () => {
  it('leaves a short text as it is', () => {
    expect(captureText('Straße 5 \u{1F600}\n\t', 100)).toBe('Straße 5 \u{1F600}\n\t');
  });

  it('replaces what PostgreSQL cannot hold', () => {
    expect(captureText('a\0b\uD800c\uDC00\uD83D\uDE00', 100)).toBe('a\uFFFDb\uFFFDc\uFFFD\u{1F600}');
  });

  it('marks its cut and says how long the text was', () => {
    expect(captureText('word '.repeat(100), 60)).toBe(
      'word word word word word wo … [cut, 500 characters in all]',
    );
  });

  it('leaves no half of a secret at the cut', () => {
    const text = `${'x '.repeat(4080)}postgres://user:${'hunter2'.repeat(40)}@db/app`;
    for (let bytes = 8150; bytes < 8470; bytes += 5)
      expect(captureText(text, bytes)).not.toContain('hunter2');
  });

  it('holds its limit in bytes and is well-formed, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\uD800', '\0', 'é'.repeat(50), 'password=a '),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.integer({ min: 100, max: 1000 }),
        (pieces, bytes) => {
          const kept = captureText(pieces.join(''), bytes);
          expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(bytes);
          expect(Buffer.from(kept).toString()).toBe(kept);
          expect(kept).not.toContain('\0');
        },
      ),
    );
  });
});
