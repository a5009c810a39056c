import fc from 'fast-check';
import { normaliseMessage } from '../history/error-fingerprint.js';
import { recordError } from './error-record.js';

const throwing = () => {
  throw new Error('read me not');
};

/** An error whose property throws when it is read. */
function errorWithThrowing(...keys: string[]): Error {
  const error = new Error('fine');
  for (const key of keys) Object.defineProperty(error, key, { get: throwing });
  return error;
}

/** A proxy every one of whose traps throws. */
function hostileProxy(target: object): unknown {
  const traps = Object.getOwnPropertyNames(Reflect).map((trap) => [trap, throwing] as const);
  return new Proxy(target, Object.fromEntries(traps) as ProxyHandler<object>);
}

function revokedProxy(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function cyclic(): unknown {
  const one: Record<string, unknown> = { name: 5 };
  one.self = one;
  return one;
}

class PaymentError extends Error {}

describe('recordError, whatever was thrown', () => {
  it.each<[string, unknown, string, string]>([
    ['a text', 'no reason', 'string', 'no reason'],
    ['an empty text', '', 'string', ''],
    ['undefined', undefined, 'undefined', 'undefined'],
    ['null', null, 'null', 'null'],
    ['a number', 42, 'number', '42'],
    ['NaN', NaN, 'number', 'NaN'],
    ['a bigint', 10n, 'bigint', '10'],
    ['a huge bigint', 1n << 100_000n, 'bigint', 'a bigint too large to write'],
    ['a symbol', Symbol('why'), 'symbol', 'Symbol(why)'],
    ['a function', function boom() {}, 'function', '[Function: boom]'],
    ['an object', { status: 503, body: 'busy' }, 'Object', "{ status: 503, body: 'busy' }"],
    ['an object with a message', { name: 'Gone', message: 'away' }, 'Gone', 'away'],
    ['an object whose message is an object', { message: { a: 1 } }, 'Object', '{ a: 1 }'],
    ['an object without prototype', Object.create(null), 'Object', '[Object: null prototype] {}'],
    ['an array', [1, 2], 'Array', '[ 1, 2 ]'],
    ['a circle', cyclic(), 'Object', '<ref *1> { name: 5, self: [Circular *1] }'],
    [
      'a getter',
      Object.defineProperty({}, 'x', { get: throwing, enumerable: true }),
      'Object',
      '{ x: [Getter] }',
    ],
    ['an error', new TypeError('wrong'), 'TypeError', 'wrong'],
    ['an error of a class without a name', new PaymentError('declined'), 'PaymentError', 'declined'],
    [
      'an error whose message throws',
      errorWithThrowing('stack', 'message'),
      'Error',
      "a thrown object that can't be read",
    ],
    ['an error whose name throws', errorWithThrowing('name'), 'Error', 'fine'],
    ['an error whose constructor throws', errorWithThrowing('constructor', 'name'), 'Object', 'fine'],
    ['an abort', new DOMException('stopped', 'AbortError'), 'AbortError', 'stopped'],
  ])('takes down %s', (_, thrown, errorClass, message) => {
    const recorded = recordError(thrown);
    expect(recorded.errorClass).toBe(errorClass);
    expect(recorded.message.split('\n')[0]).toContain(message);
  });

  it.each<[string, unknown]>([
    ['a proxy that throws', hostileProxy({})],
    ['a proxy of an error that throws', hostileProxy(new Error('x'))],
    ['a proxy of a function that throws', hostileProxy(() => {})],
    ['a revoked proxy', revokedProxy()],
    ['throwing conversions', { toString: throwing, toJSON: throwing, [Symbol.toPrimitive]: throwing }],
    ['a throwing tag', Object.defineProperty({}, Symbol.toStringTag, { get: throwing })],
    ['throwing causes and codes', errorWithThrowing('stack', 'cause', 'code')],
    ['throwing members', Object.defineProperty(new AggregateError([]), 'errors', { get: throwing })],
    ['hostile members', Object.assign(new AggregateError([]), { errors: hostileProxy([]) })],
    ['a hostile cause', new Error('x', { cause: hostileProxy({}) })],
  ])('never throws at %s', (_, thrown) => {
    expect(recordError(thrown)).toMatchObject({ fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) });
  });

  it('holds its bounds and is storable, over anything', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\0', '\uD800', 'é'.repeat(9000)));
    const error = fc
      .record({
        message: text,
        name: text,
        stack: text,
        code: fc.oneof(text, fc.integer()),
        cause: fc.anything(),
      })
      .map((properties) => Object.assign(new Error(), properties));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), text, error), (thrown) => {
        const recorded = recordError(thrown);
        expect(Buffer.byteLength(recorded.errorClass)).toBeLessThanOrEqual(200);
        expect(Buffer.byteLength(recorded.message)).toBeLessThanOrEqual(8 * 1024);
        expect(Buffer.byteLength(recorded.stack ?? '')).toBeLessThanOrEqual(16 * 1024);
        expect(recorded.causes.length).toBeLessThanOrEqual(5);
        const written = JSON.stringify(recorded);
        expect(written).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        expect(JSON.parse(written)).toEqual(recorded);
      }),
    );
  });
});

describe('the message and the stack', () => {
  it('of megabytes are cut, the cut is marked, the frames stay', () => {
    const { message, stack } = recordError(new Error('all work and no play '.repeat(500_000)));
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(8 * 1024);
    expect(message).toMatch(/… \[cut, 10500000 characters in all\]$/);
    expect(stack).toMatch(/^Error: all work/);
    expect(stack).toMatch(/\[cut, 10500000 characters in all\]\n {4}at /);
  });

  it('lose their secrets, and so do the causes', () => {
    const cause = new Error('Bearer abcdefgh1234');
    const recorded = recordError(new Error('connect postgres://app:hunter2@db/app', { cause }));
    expect(recorded.message).toBe('connect postgres://app:[redacted]@db/app');
    expect(recorded.stack).toMatch(/^Error: connect postgres:\/\/app:\[redacted\]@db\/app\n {4}at /);
    expect(JSON.stringify(recorded)).not.toMatch(/hunter2|abcdefgh/);
  });

  it('lose them also where the message was changed after the stack was written', () => {
    const stack = 'Error: password=hunter2\n    at run (/srv/app/job.js:1:2)';
    const error = Object.assign(new Error('changed'), { stack });
    expect(recordError(error).stack).toMatch(/^Error: password=\[redacted\]\n/);
  });

  it('are null where there is no stack, or one that is no text', () => {
    expect(recordError('text').stack).toBeNull();
    expect(recordError(Object.assign(new Error('x'), { stack: ['frame'] })).stack).toBeNull();
  });
});

describe('the causes', () => {
  it('are the chain, nearest first, at most 5', () => {
    const chain = (depth: number): Error =>
      new Error(`level ${depth}`, depth < 10 ? { cause: chain(depth + 1) } : undefined);
    expect(recordError(chain(0)).causes.map(({ message }) => message)).toEqual(
      [1, 2, 3, 4, 5].map((depth) => `level ${depth}`),
    );
  });

  it('of a circle end where it closes', () => {
    const one = new Error('one');
    one.cause = new Error('two', { cause: one });
    expect(recordError(one).causes).toEqual([{ errorClass: 'Error', message: 'two' }]);
  });

  it('may be anything but nothing', () => {
    expect(recordError(new Error('x', { cause: 'disk full' })).causes).toEqual([
      { errorClass: 'string', message: 'disk full' },
    ]);
    expect(recordError(new Error('x', { cause: null })).causes).toEqual([]);
  });

  it('are the members of an aggregate, which speak for it when it says nothing itself', () => {
    const refused = (address: string) =>
      Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' });
    const recorded = recordError(new AggregateError([refused('::1:5432'), refused('127.0.0.1:5432')]));
    expect(recorded).toMatchObject({
      errorClass: 'AggregateError',
      message: 'connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432',
      code: 'ECONNREFUSED',
    });
    expect(recorded.causes).toHaveLength(2);
  });

  it('of a large aggregate are its first', () => {
    const members = Array.from({ length: 1000 }, (_, n) => new Error(`member ${n}`));
    expect(recordError(new AggregateError(members, 'many')).causes.map(({ message }) => message)).toEqual(
      [0, 1, 2, 3, 4].map((n) => `member ${n}`),
    );
  });
});

describe('the code', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    [Object.assign(new Error('x'), { code: 14 }), '14'],
    [new Error('x', { cause: Object.assign(new Error('y'), { code: '23505' }) }), '23505'],
    [Object.assign(new Error('x'), { code: { a: 1 } }), null],
    [new Error('x'), null],
  ])('of %p is %p', (error, code) => {
    expect(recordError(error).code).toBe(code);
  });
});

describe('the fingerprint', () => {
  function thrown(message: string, frames: string, name = 'Error'): Error {
    return Object.assign(new Error(message), { name, stack: `${name}: ${message}\n${frames}` });
  }
  const FRAMES = '    at Invoices.send (/srv/app/dist/billing/invoices.js:10:5)';
  const same = (one: Error, other: Error) => recordError(one).fingerprint === recordError(other).fingerprint;

  it.each([
    ['other numbers', 'user 42 has no address', 'user 7 has no address'],
    [
      'another id',
      `no user ${'0'.repeat(8)}-aaaa-4bbb-8ccc-123456789012`,
      'no user a1b2c3d4-aaaa-4bbb-8ccc-123456789012',
    ],
    ['other quoted text', `no column "a b"`, `no column "c"`],
    ['another time', 'nothing since 2026-01-01T00:00:00Z', 'nothing since 2025-12-31 23:59:59.123+02:00'],
  ])('is the same for %s', (_, one, other) => {
    expect(same(thrown(one, FRAMES), thrown(other, FRAMES))).toBe(true);
  });

  it.each([
    ['another line', '    at Invoices.send (/srv/app/dist/billing/invoices.js:99:1)'],
    ['another release folder', '    at async Invoices.send (/releases/7/dist/billing/invoices.js:10:5)'],
    ['Windows', '    at Invoices.send (C:\\app\\dist\\billing\\invoices.js:10:5)'],
    ['ESM', '    at Invoices.send (file:///srv/app/dist/billing/invoices.js:10:5)'],
    [
      'frames of others above',
      `    at Client.query (/srv/app/node_modules/pg/lib/client.js:1:2)\n    at node:internal/x:1:2\n${FRAMES}`,
    ],
    ['other frames below', `${FRAMES}\n    at Other.call (/srv/app/dist/other.js:1:2)`],
  ])('is the same for %s', (_, frames) => {
    expect(same(thrown('declined', FRAMES), thrown('declined', frames))).toBe(true);
  });

  it.each([
    ['another message', thrown('accepted', FRAMES)],
    ['another class', thrown('declined', FRAMES, 'PaymentError')],
    ['another function', thrown('declined', FRAMES.replace('send', 'print'))],
    ['another file', thrown('declined', FRAMES.replace('invoices', 'receipts'))],
  ])('differs for %s', (_, other) => {
    expect(same(thrown('declined', FRAMES), other)).toBe(false);
  });

  it('does not take a line of the message for a frame', () => {
    const one = thrown('failed:\n    at least one (a/b.js:1:1)', FRAMES);
    const other = thrown('failed:\n    at least one (a/b.js:1:1)', FRAMES.replace('send', 'print'));
    expect(same(one, other)).toBe(false);
  });
});

describe('normaliseMessage', () => {
  it.each([
    ['user 42: 3 of 10.5 failed', 'user <n>: <n> of <n> failed'],
    ['id a1b2c3d4-aaaa-4bbb-8ccc-123456789012 gone', 'id <id> gone'],
    ['id 01234567-0000-7000-8000-000000000000 gone', 'id <id> gone'],
    ['at 2026-01-01T00:00:00.123Z and 2026-01-01', 'at <time> and <time>'],
    ['pointer 0xdeadbeef, commit 9f86d081884c7d65', 'pointer <hex>, commit <hex>'],
    ['a facade of beefedfacade words', 'a facade of beefedfacade words'],
    [`no "x y", no 'z', no \`q\``, 'no <text>, no <text>, no <text>'],
    ["can't read the user's file", "can't read the user's file"],
  ])('%j becomes %j', (message, normalised) => {
    expect(normaliseMessage(message)).toBe(normalised);
  });

  it.each(['"', "'", '`', 'a', '0x', '1.', '2026-01-01', 'abcdef01-', " '"])(
    'comes back from %j over and over',
    (piece) => {
      expect(normaliseMessage(piece.repeat(1_000_000)).length).toBeLessThanOrEqual(10_000);
    },
  );
});
