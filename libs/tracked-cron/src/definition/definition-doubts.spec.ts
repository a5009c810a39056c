import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import { definitionDoubts } from './definition-doubts.js';

function method(className: string, methodName: string, name = `${className}.${methodName}`) {
  const type = { [className]: class {} }[className];
  Object.defineProperty(type, 'name', { value: className });
  return {
    name,
    group: null,
    concurrency: null,
    dependsOn: [] as readonly string[],
    handler: { kind: 'method', host: {} as InstanceWrapper, type, methodName },
  } as const;
}

describe('a default name', () => {
  it.each([
    ['t', 'refresh'],
    ['e1', 'refresh'],
    ['aB2', 'refresh'],
    ['_0x3fa1', 'refresh'],
    ['class_1', 'refresh'],
    ['_class', 'refresh'],
    ['_Scores', 'refresh'],
    ['', 'refresh'],
    ['Scores', 'r'],
    ['Scores', '_0x1b'],
  ])('%s.%s is doubted, because a minifier made it', (className, methodName) => {
    expect(definitionDoubts([method(className, methodName)])).toEqual([
      `The job "${className}.${methodName}" has a name that a minifier made, and is a new job when it makes another: ` +
        "write @TrackedCron(…, { name: 'scores.refresh' }), or let the minifier keep class and function names.",
    ]);
  });

  it.each([
    ['Scores', 'refresh'],
    ['Api', 'go'],
    ['SMS', 'send'],
    ['Base64', 'run'],
    ['classifier', 'run'],
    ['MatchUpdates2', '_refresh'],
  ])('%s.%s is not doubted', (className, methodName) => {
    expect(definitionDoubts([method(className, methodName)])).toEqual([]);
  });

  it('that nobody uses is not doubted', () => {
    const run = {
      name: 't.r',
      group: null,
      concurrency: null,
      dependsOn: [],
      handler: { kind: 'function', run: () => {} },
    } as const;
    expect(definitionDoubts([method('t', 'refresh', 'scores'), run])).toEqual([]);
  });

  it('is doubted in one line for all jobs', () => {
    expect(definitionDoubts([method('t', 'refresh'), method('n', 'run')])).toEqual([
      expect.stringMatching(/^The jobs "t\.refresh", "n\.run" have a name/),
    ]);
  });
});

describe('a group of the module', () => {
  const job = { ...method('Scores', 'refresh'), group: 'matches' };

  it('that is nearly the name of one is doubted', () => {
    expect(definitionDoubts([job], { matchs: {} })).toEqual([
      'No job is in the group "matchs" of TrackedCronModule\'s groups: did you mean "matches"?',
    ]);
  });

  it('that has jobs, or is like none, is not', () => {
    expect(definitionDoubts([job], { matches: {}, reports: {} })).toEqual([]);
  });
});

describe('a concurrency group', () => {
  const limited = (limit: number) => ({
    ...method('Scores', 'refresh'),
    concurrency: { key: 'feed', limit },
  });

  it('whose jobs say different limits is doubted', () => {
    expect(definitionDoubts([limited(1), method('Scores', 'other'), limited(2)])).toEqual([
      expect.stringMatching(/^The jobs of the concurrency group "feed" say different limits/),
    ]);
  });

  it('whose jobs agree is not', () => {
    expect(definitionDoubts([limited(2), limited(2)])).toEqual([]);
  });
});

describe('a dependency', () => {
  const dependent = (...dependsOn: string[]) => ({ ...method('Shop', 'bill'), dependsOn });

  it('on a job of this process is not doubted', () => {
    expect(definitionDoubts([dependent('Shop.sync'), method('Shop', 'sync')])).toEqual([]);
  });

  it('on another one is: it may be misspelt, or that of another deployment', () => {
    expect(definitionDoubts([dependent('Shop.snyc', 'warehouse.nightly'), method('Shop', 'sync')])).toEqual([
      'Job "Shop.bill" depends on "Shop.snyc", which this process doesn\'t know: did you mean "Shop.sync"?',
      'Job "Shop.bill" depends on "warehouse.nightly", which this process doesn\'t know: right, if another deployment of the application has it.',
    ]);
  });
});
