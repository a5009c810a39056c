import fc from 'fast-check';
import { SEVERITIES } from 'nestjs-tracked-cron';
import { covers, fits, type Conditioned, type ResolvedConditions } from './conditions.js';
import { isLike } from './glob.js';

const anything: ResolvedConditions = {
  severity: null,
  application: null,
  environment: null,
  group: null,
  owner: null,
  tag: null,
  job: null,
};
const alert: Conditioned = {
  severity: 'error',
  application: 'shop',
  environment: 'production',
  group: 'billing',
  owner: 'ada',
  tags: ['money', 'night'],
  subject: 'billing.invoices',
};

describe('conditions', () => {
  it('fit what meets all of them, each by one of its values', () => {
    expect(fits(anything, alert)).toBe(true);
    expect(
      fits(
        { ...anything, severity: 'error', group: ['mail', 'billing'], tag: ['night'], job: ['billing.*'] },
        alert,
      ),
    ).toBe(true);
    for (const no of [
      { severity: 'critical' },
      { application: ['blog'] },
      { environment: ['staging'] },
      { group: ['mail'] },
      { owner: ['bob'] },
      { tag: ['day'] },
      { job: ['billing'] },
    ] as Partial<ResolvedConditions>[])
      expect(fits({ ...anything, ...no }, alert)).toBe(false);
    expect(fits({ ...anything, owner: ['ada'] }, { ...alert, owner: null })).toBe(false);
  });

  const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 6 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), minLength: 1, maxLength: 6 });
  const some = (values: fc.Arbitrary<string>) => fc.option(fc.array(values, { minLength: 1, maxLength: 2 }));
  const conditions: fc.Arbitrary<ResolvedConditions> = fc.record({
    severity: fc.option(fc.constantFrom(...SEVERITIES)),
    application: fc.constant(null),
    environment: fc.constant(null),
    group: some(fc.constantFrom('x', 'y')),
    owner: fc.constant(null),
    tag: some(fc.constantFrom('s', 't')),
    job: some(pattern),
  });
  const alerts = fc
    .record({
      severity: fc.constantFrom(...SEVERITIES),
      group: fc.option(fc.constantFrom('x', 'y')),
      tags: fc.subarray(['s', 't']),
      subject: name,
    })
    .map((given): Conditioned => ({ ...alert, ...given }));

  it('that cover others fit whatever those fit', () => {
    fc.assert(
      fc.property(conditions, conditions, alerts, (one, other, given) => {
        expect(!covers(one, other) || !fits(other, given) || fits(one, given)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('read a star as any characters, as an expression would', () => {
    const asExpression = (written: string) =>
      new RegExp(`^${written.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
    fc.assert(
      fc.property(pattern, name, (written, text) => {
        expect(isLike(written, text)).toBe(asExpression(written).test(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
