import fc from 'fast-check';
import ts from 'typescript';
import { migrateSources } from './migrate-sources.js';

interface Written {
  readonly expression: string;
  readonly options: readonly (readonly [name: string, text: string])[];
  readonly layout: 'line' | 'lines' | 'lines with comma';
  readonly comments: boolean;
}

const OPTION_TEXTS: Record<string, string[]> = {
  name: ["'sync'", '"mail.send"'],
  timeZone: ["'Europe/Riga'", 'process.env.TZ', 'undefined'],
  disabled: ['true', 'false', '!process.env.JOBS'],
  waitForCompletion: ['true', 'false', 'waits', 'waits && true'],
  threshold: ['250', '10_000'],
  unrefTimeout: ['true', 'false'],
  initialDelay: ['0'],
  utcOffset: ['0'],
};

const written: fc.Arbitrary<Written> = fc.record({
  expression: fc.constantFrom(
    "'*/5 * * * *'",
    '`0 ${hour} * * *`',
    "process.env.CRON ?? '0 1 * * *'",
    'EVERY',
  ),
  options: fc
    .subarray(Object.keys(OPTION_TEXTS), { minLength: 0 })
    .filter((names) => !(names.includes('timeZone') && names.includes('utcOffset')))
    .chain((names) => fc.shuffledSubarray(names, { minLength: names.length }))
    .chain((names) =>
      fc.tuple(
        ...names.map((name) => fc.constantFrom(...OPTION_TEXTS[name]!).map((text) => [name, text] as const)),
      ),
    ),
  layout: fc.constantFrom('line', 'lines', 'lines with comma'),
  comments: fc.boolean(),
});

function sourceOf({ expression, options, layout, comments }: Written): string {
  const said = (text: string) => (comments ? `${text} /* of ${text.split(':')[0]} */` : text);
  const properties = options.map(([name, text]) => said(`${name}: ${text}`));
  const [open, between, close] =
    layout === 'line' ? ['{ ', ', ', ' }'] : ['{\n    ', ',\n    ', `${layout === 'lines' ? '' : ','}\n  }`];
  const object = properties.length > 0 ? `, ${open}${properties.join(between)}${close}` : '';
  return [
    "import { Cron } from '@nestjs/schedule';",
    "const EVERY = '0 0 * * *';",
    'const hour = 3;',
    'const waits = Boolean(process.env.WAITS);',
    'export class Jobs {',
    `  @Cron(${expression}${object})`,
    '  run() {}',
    '}',
    '',
  ].join('\n');
}

/** Runs a source with decorators that only note what they were given. */
function givenBy(source: string): {
  decorator: string;
  expression: unknown;
  options: Record<string, unknown>;
} {
  const code = ts.transpileModule(source, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      experimentalDecorators: true,
    },
  }).outputText;
  let given: ReturnType<typeof givenBy> | undefined;
  const decorators =
    (decorator: string) =>
    (expression: unknown, options: Record<string, unknown> = {}) =>
    () => {
      given = { decorator, expression, options };
    };
  const require = () => ({ Cron: decorators('Cron'), TrackedCron: decorators('TrackedCron') });
  new Function('require', 'exports', 'process', code)(
    require,
    {},
    { env: { TZ: 'Asia/Tokyo', WAITS: 'yes' } },
  );
  return given!;
}

describe('@Cron with any options', () => {
  it('means the same as @TrackedCron', () => {
    fc.assert(
      fc.property(written, fc.constantFrom('like-cron', 'recommended'), (decorated, profile) => {
        const before = sourceOf(decorated);
        const { changes } = migrateSources(ts, new Map([['jobs.ts', before]]), { profile, intervals: false });
        const after = changes.get('jobs.ts')!;
        const was = givenBy(before);
        const { waitForCompletion, utcOffset, threshold, unrefTimeout, initialDelay, ...kept } = was.options;
        void [threshold, unrefTimeout, initialDelay];
        const overlaps = decorated.options.find(([name]) => name === 'waitForCompletion')?.[1];
        expect(givenBy(after)).toEqual({
          decorator: 'TrackedCron',
          expression: was.expression,
          options: {
            ...kept,
            ...(utcOffset === 0 ? { timeZone: 'UTC' } : {}),
            ...(overlaps !== undefined && overlaps !== 'false'
              ? { overlap: waitForCompletion ? 'skip' : 'allow' }
              : {}),
            ...(profile === 'like-cron' ? { profile } : {}),
          },
        });
      }),
      { numRuns: 200 },
    );
  });
});
