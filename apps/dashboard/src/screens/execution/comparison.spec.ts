import { comparisonOf } from './comparison.js';

const good = {
  durationMs: 1_000,
  release: '1.4.0',
  instanceId: 'a',
  trigger: 'schedule',
  attempt: 1,
  definitionVersion: 3,
  parameters: { season: 2026 },
};
const differing = (own: Partial<typeof good>, lines: { own: number | null; lastSuccess: number | null }) =>
  comparisonOf({ ...good, ...own }, good, lines)
    .filter(({ differs }) => differs)
    .map(({ name }) => name);

it('says in what they differ', () => {
  const lines = { own: 100, lastSuccess: 100 };
  expect(differing({}, lines)).toEqual([]);
  expect(differing({ release: '1.5.0', parameters: { season: 2027 }, attempt: 3 }, lines)).toEqual([
    'Release',
    'Parameters',
    'Attempts',
  ]);
});

it('minds no length that is nearly the same', () => {
  expect(differing({ durationMs: 1_400 }, { own: 120, lastSuccess: 100 })).toEqual([]);
  expect(differing({ durationMs: 400 }, { own: 300, lastSuccess: 100 })).toEqual(['Duration', 'Log lines']);
});

it('leaves out the log for who may not see it', () => {
  const names = comparisonOf(good, good, { own: null, lastSuccess: null }).map(({ name }) => name);
  expect(names).not.toContain('Log lines');
});
