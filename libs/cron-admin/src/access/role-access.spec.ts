import fc from 'fast-check';
import type { ExecutionDetails } from 'nestjs-tracked-cron';
import { ROLES } from './access-token.js';
import { checkScope, covers, readable, type AccessScope } from './access-scope.js';
import type { AccessAction } from './cron-admin-access.js';
import { HIDDEN_PARTS, withoutParts } from './hidden-parts.js';
import { TokenAccess } from './token-access.js';

const ACTIONS: Record<AccessAction, 'viewer' | 'operator' | 'admin'> = {
  read: 'viewer',
  trigger: 'operator',
  cancel: 'operator',
  skip: 'operator',
  pause: 'operator',
  acknowledge: 'operator',
  backfill: 'admin',
  freeze: 'admin',
  configure: 'admin',
  scrub: 'admin',
  audit: 'admin',
};
const PLACE = { application: 'shop', environment: 'production' };
const JOB = { ...PLACE, job: 'goals', group: 'matches', owner: 'sports', tags: ['live', 'eu'] };

describe('a role', () => {
  const access = TokenAccess.fromString('viewer:viewer-token-0001');

  it.each(Object.entries(ACTIONS))('may %s from %s on', (action, needed) => {
    const allowed = ROLES.filter((role) => access.can({ name: 'ann', role }, action as AccessAction, JOB));
    expect(allowed).toEqual(ROLES.slice(ROLES.indexOf(needed)));
  });

  it('reaches no further than its scope', () => {
    const may = (scope: AccessScope) => access.can({ name: 'ann', role: 'admin', scope }, 'pause', JOB);
    expect(
      [{}, { groups: ['matches'] }, { tags: ['eu', 'us'], owners: ['sports'] }, { jobs: ['goals'] }].map(may),
    ).toEqual([true, true, true, true]);
    expect(
      [
        { groups: ['x'] },
        { tags: ['us'] },
        { jobs: ['x'] },
        { groups: ['matches'], owners: ['x'] },
        { environments: ['staging'] },
      ].map(may),
    ).toEqual([false, false, false, false, false]);
  });

  it('reads of many what is left of them, and changes nothing as a whole that it has only a part of', () => {
    const scope = { owners: ['sports'] };
    const ann = { name: 'ann', role: 'admin', scope } as const;
    expect(access.can(ann, 'read', PLACE)).toBe(true);
    expect(covers(scope, PLACE)).toBe(false);
    expect(covers(scope, { ...PLACE, group: 'matches' })).toBe(false);
    expect(covers({ groups: ['matches'] }, { ...PLACE, group: 'matches' })).toBe(true);
    expect(covers({ environments: ['production'] }, PLACE)).toBe(true);
    expect(covers({ environments: ['staging'] }, PLACE)).toBe(false);
  });

  it('has rights that are equal just where role and scope are', () => {
    const names = fc.option(fc.subarray(['a', 'b'], { minLength: 1 }), { nil: undefined });
    const person = fc.record({ role: fc.constantFrom(...ROLES), owners: names, groups: names });
    const rights = ({
      role,
      owners,
      groups,
    }: {
      role: (typeof ROLES)[number];
      owners?: string[];
      groups?: string[];
    }) =>
      access.rightsOf({ name: 'any', role, scope: { ...(owners && { owners }), ...(groups && { groups }) } });
    fc.assert(
      fc.property(person, person, (one, other) => {
        const same =
          JSON.stringify([one.role, one.owners, one.groups]) ===
          JSON.stringify([other.role, other.owners, other.groups]);
        expect(rights(one) === rights(other)).toBe(same);
      }),
    );
  });

  it('sees nothing of an environment that is not in its scope', () => {
    expect(readable({ environments: ['staging'], owners: ['a'] }, 'production')).toEqual({ jobs: [] });
    expect(readable({ environments: ['staging'], owners: ['a'] }, 'staging')).toEqual({ owners: ['a'] });
    expect(readable({ environments: ['staging'] }, 'staging')).toBeNull();
    expect(readable(null, 'production')).toBeNull();
  });

  it.each([{ owner: ['a'] }, { owners: [] }, { owners: 'a' }, { tags: [''] }, { jobs: [7] }])(
    'can not have the scope %j, which a slip would have made into everything',
    (scope) => {
      expect(() => checkScope(scope as AccessScope, 'token 1')).toThrow(/scope of token 1.*[Ww]rite/);
    },
  );

  it('is not shown what the options hide', () => {
    const hiding = TokenAccess.fromString('viewer:viewer-token-0001', {
      hide: { viewer: [...HIDDEN_PARTS] },
    });
    expect(hiding.hides(hiding.rightsOf({ name: 'a', role: 'viewer', scope: { owners: ['a'] } }))).toEqual(
      HIDDEN_PARTS,
    );
    expect(hiding.hides(hiding.rightsOf({ name: 'a', role: 'admin' }))).toEqual([]);
    expect(() =>
      TokenAccess.fromString('viewer:viewer-token-0001', { hide: { viewer: ['secrets' as never] } }),
    ).toThrow(/hide.viewer/);
  });
});

describe('an execution of which something is hidden', () => {
  const error = {
    errorClass: 'TypeError',
    message: 'secret',
    stack: 'secret',
    causes: [{ errorClass: 'E', message: 'secret' }],
    code: 'E1',
    fingerprint: 'f',
  };
  const execution = {
    id: '1',
    parameters: 'secret',
    result: { secret: 1 },
    metadata: { a: 'secret' },
    error,
    failedAttempts: [{ attempt: 1, error }],
  } as unknown as ExecutionDetails;

  it('says that there is something, and of an error which one', () => {
    const shown = withoutParts(execution, HIDDEN_PARTS);
    expect(JSON.stringify(shown)).not.toContain('secret');
    expect(shown.error).toMatchObject({ errorClass: 'TypeError', code: 'E1', fingerprint: 'f' });
    expect(shown.result).toEqual({ hidden: true });
    expect(JSON.stringify(execution)).toContain('secret');
    expect(withoutParts({ ...execution, result: null, error: null }, HIDDEN_PARTS)).toMatchObject({
      result: null,
      error: null,
    });
    expect(withoutParts(execution, [])).toBe(execution);
  });
});
