import type { ExecutionError } from 'nestjs-tracked-cron';
import { hintFor } from './error-hints.js';

function error(message: string, given: Partial<ExecutionError> = {}): ExecutionError {
  return { errorClass: 'Error', message, stack: null, causes: [], code: null, fingerprint: '', ...given };
}

describe('the hint for an error', () => {
  it.each<[string, ExecutionError]>([
    ['connection refused', error('connect ECONNREFUSED 10.0.0.5:5432', { code: 'ECONNREFUSED' })],
    ['connection refused', error('fetch failed', { errorClass: 'TypeError', code: 'ECONNREFUSED' })],
    ['connection lost', error('socket hang up')],
    ['connection lost', error('read', { code: 'ECONNRESET' })],
    ['no route', error('connect EHOSTUNREACH 10.9.9.9:80', { code: 'EHOSTUNREACH' })],
    ['time-out', error('connect ETIMEDOUT 10.0.0.5:443', { code: 'ETIMEDOUT' })],
    ['time-out', error('Headers Timeout Error', { code: 'UND_ERR_HEADERS_TIMEOUT' })],
    ['time-out', error('timeout of 5000ms exceeded', { errorClass: 'AxiosError', code: 'ECONNABORTED' })],
    ['time-out', error('The operation was aborted due to timeout', { errorClass: 'TimeoutError' })],
    ['name not found', error('getaddrinfo ENOTFOUND feed.example', { code: 'ENOTFOUND' })],
    ['name not found', error('getaddrinfo EAI_AGAIN feed.example', { code: 'EAI_AGAIN' })],
    ['unique violation', error('duplicate key value violates unique constraint "x"', { code: '23505' })],
    ['unique violation', error('E11000 duplicate key error collection: a.b', { code: '11000' })],
    ['foreign key violation', error('insert violates foreign key constraint "x"', { code: '23503' })],
    ['deadlock', error('deadlock detected', { code: '40P01' })],
    [
      'serialization failure',
      error('could not serialize access due to concurrent update', { code: '40001' }),
    ],
    ['lock timeout', error('canceling statement due to lock timeout', { code: '55P03' })],
    ['statement timeout', error('canceling statement due to statement timeout', { code: '57014' })],
    ['too many connections', error('sorry, too many clients already', { code: '53300' })],
    ['too many connections', error('timeout exceeded when trying to connect')],
    [
      'database shutting down',
      error('terminating connection due to administrator command', { code: '57P01' }),
    ],
    ['wrong database password', error('password authentication failed for user "app"', { code: '28P01' })],
    ['missing table or column', error('relation "invoices" does not exist', { code: '42P01' })],
    ['permission', error("EACCES: permission denied, open '/var/x'", { code: 'EACCES' })],
    ['permission', error('permission denied for table invoices', { code: '42501' })],
    ['disk full', error('ENOSPC: no space left on device, write', { code: 'ENOSPC' })],
    ['disk full', error('could not extend file', { code: '53100' })],
    ['out of memory', error('JavaScript heap out of memory')],
    ['out of memory', error('Worker terminated', { code: 'ERR_WORKER_OUT_OF_MEMORY' })],
    ['too many open files', error('EMFILE: too many open files', { code: 'EMFILE' })],
    ['TLS', error('certificate has expired', { code: 'CERT_HAS_EXPIRED' })],
    ['TLS', error('self-signed certificate in certificate chain', { code: 'SELF_SIGNED_CERT_IN_CHAIN' })],
    ['HTTP status', error('Request failed with status code 503', { errorClass: 'AxiosError' })],
    ['HTTP status', error('the feed answered HTTP 429')],
    ['file not found', error("ENOENT: no such file or directory, open '/in/a.csv'", { code: 'ENOENT' })],
    ['not JSON', error('Unexpected token < in JSON at position 0', { errorClass: 'SyntaxError' })],
    [
      'programming error',
      error("Cannot read properties of undefined (reading 'id')", { errorClass: 'TypeError' }),
    ],
    ['its own timeout', error('ran into its timeout of 20 s', { errorClass: 'ExecutionTimeoutError' })],
    ['did nothing', error('0 rows', { errorClass: 'AssertionError' })],
  ])('names it: %s', (kind, given) => {
    expect(hintFor(given)?.kind).toBe(kind);
  });

  it('looks at the causes too', () => {
    const causes = [{ errorClass: 'Error', message: 'connect ECONNREFUSED 127.0.0.1:6379' }];
    const hint = hintFor(error('the cache is away', { causes }));
    expect(hint?.text).toContain('Nothing answers at 127.0.0.1:6379');
  });

  it.each([
    [401, 'key'],
    [404, 'address'],
    [409, 'attempt'],
    [413, 'parts'],
    [429, 'Retry-After'],
    [504, 'slow'],
    [500, 'status page'],
    [422, 'documentation'],
    [302, 'redirects'],
  ])('says of status %i what to look at: %s', (status, words) => {
    const hint = hintFor(error(`Request failed with status code ${status}`));
    expect(hint?.text).toContain(`answered ${status}`);
    expect(hint?.text).toContain(words);
  });

  it.each(['the invoice 503 is wrong', 'went wrong', 'HTTP is the wrong protocol', 'status: pending', ''])(
    'is none where nothing is known of it: %s',
    (message) => {
      expect(hintFor(error(message))).toBeNull();
    },
  );

  it('takes no long time over a long message', () => {
    const long = error('relation '.repeat(100_000), { code: null });
    expect(hintFor(long)).toBeNull();
  });
});
