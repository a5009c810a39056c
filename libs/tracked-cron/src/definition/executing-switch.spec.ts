import { executingSwitch, type ExecuteOption, type ProcessFacts } from './executing-switch.js';

const server: ProcessFacts = { variable: undefined, test: false, standalone: false };
const job = {
  name: 'scores',
  group: 'matches',
  owner: null,
  tags: [],
  runsOn: [] as readonly string[],
  system: false,
};

function runs(
  option: ExecuteOption | undefined,
  facts: Partial<ProcessFacts>,
  labels: string[] = [],
): boolean {
  return executingSwitch(option, { ...server, ...facts }, labels).executes(job);
}

describe('whether jobs run here', () => {
  it.each<[string, ExecuteOption | undefined, Partial<ProcessFacts>, boolean, string]>([
    ['a server runs them', undefined, {}, true, 'this is a server'],
    ['a test does not', undefined, { test: true }, false, 'NODE_ENV is test'],
    ['a script does not', undefined, { standalone: true }, false, 'this application context has no server'],
    ['a script that asks does', true, { standalone: true }, true, 'the module says so'],
    ['a test that asks does', true, { test: true }, true, 'the module says so'],
    ['a server that refuses does not', false, {}, false, 'the module says so'],
    [
      'the variable comes before the option',
      true,
      { variable: 'false' },
      false,
      'TRACKED_CRON_EXECUTE is false',
    ],
    [
      'and before the rule of thumb',
      undefined,
      { variable: ' ON ', test: true },
      true,
      'TRACKED_CRON_EXECUTE is on',
    ],
    ['an empty variable says nothing', undefined, { variable: ' ' }, true, 'this is a server'],
  ])('%s', (_, option, facts, expected, because) => {
    const decided = executingSwitch(option, { ...server, ...facts }, []);
    expect(decided.executes(job)).toBe(expected);
    expect(decided.any).toBe(expected);
    expect(decided.because).toBe(because);
  });

  it.each(['true', '1', 'on', 'yes', 'TRUE'])('the variable can be %s', (variable) => {
    expect(runs(false, { variable })).toBe(true);
  });

  it.each(['false', '0', 'off', 'no'])('the variable can be %s', (variable) => {
    expect(runs(true, { variable })).toBe(false);
  });

  it('a variable that is neither is refused', () => {
    expect(() => runs(undefined, { variable: 'maybe' })).toThrow(
      'TRACKED_CRON_EXECUTE="maybe" is neither on nor off: write "true" or "false".',
    );
  });

  it('a function picks jobs by what they are, on an instance that is switched on too', () => {
    const matches: ExecuteOption = ({ group }) => group === 'matches';
    const others: ExecuteOption = ({ group }) => group !== 'matches';
    expect(runs(matches, {})).toBe(true);
    expect(runs(others, {})).toBe(false);
    expect(runs(others, { variable: 'true' })).toBe(false);
    expect(runs(matches, { variable: 'false' })).toBe(false);
    expect(executingSwitch(others, server, []).any).toBe(true);
  });

  it("the library's own job runs wherever jobs run, whichever are picked", () => {
    const system = (option: ExecuteOption) =>
      executingSwitch(option, server, []).executes({ ...job, system: true });
    expect(system(() => false)).toBe(true);
    expect(system(false)).toBe(false);
  });

  it('an instance needs all labels that a job asks for', () => {
    const picky = { ...job, runsOn: ['eu', 'big'] };
    const at = (labels: string[]) => executingSwitch(true, server, labels).executes(picky);
    expect(at(['eu', 'big', 'other'])).toBe(true);
    expect(at(['eu'])).toBe(false);
    expect(at([])).toBe(false);
    expect(runs(true, {}, ['eu'])).toBe(true);
  });
});
