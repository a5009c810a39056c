import type TS from 'typescript';
import { constantOf } from '../source/constant.js';
import { inQuotes, type SourceText } from '../source/source-text.js';
import { fateOfName } from './option-fate.js';
import type { Migration } from './migration.js';
import type { DecoratedMethod } from './schedule-decorators.js';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** `@Interval(90_000)` becomes `@TrackedCron('@every 90s')`, where asked. */
export function migrateInterval(source: SourceText, migration: Migration, decorated: DecoratedMethod): void {
  const { decorator, call } = decorated;
  const text = (node: TS.Node) => node.getText(source.ast);
  if (!migration.options.intervals) {
    migration.leave(
      source,
      decorator,
      'its first run would come at another instant: --intervals rewrites it to @every, counted from the epoch instead of from the start',
    );
    return;
  }
  const [first, second] = call.arguments;
  const [name, length] = second ? [first, second] : [undefined, first];
  const ms = length && constantOf(source, length)?.value;
  const problem = intervalProblem(source, name, length, ms);
  if (problem !== undefined || !length) {
    migration.leave(source, decorator, problem ?? 'it has no length');
    return;
  }
  const job = name ? String(constantOf(source, name)?.value ?? text(name)) : decorated.defaultName;
  if (job === undefined) {
    migration.leave(
      source,
      decorator,
      'its class has no name to call the job by: name the class, or the job',
    );
    return;
  }
  const other = migration.claimName(source, decorator, job);
  if (other !== undefined) {
    migration.leave(source, decorator, `the job at ${other} is called ${job} too: give one of them a name`);
    return;
  }
  const every =
    typeof ms === 'number' ? inQuotes(source, `@every ${inUnits(ms)}`) : `\`@every \${${text(length)}}ms\``;
  const options = [...(name ? [`name: ${text(name)}`] : []), ...migration.extraFor(source)];
  const callee = source.imports.want('TrackedCron');
  source.imports.release(call.expression);
  const argumentsText = options.length > 0 ? `${every}, { ${options.join(', ')} }` : every;
  source.edits.replace(call.getStart(source.ast), call.end, `${callee}(${argumentsText})`);
  migration.rewrote(source, decorator, job, [
    'runs at multiples of its length since the epoch, the same for all replicas, instead of counting from the start',
    ...(typeof ms === 'number'
      ? []
      : ['its length is read when the application starts, which stops if it is wrong']),
  ]);
}

function intervalProblem(
  source: SourceText,
  name: TS.Expression | undefined,
  length: TS.Expression | undefined,
  ms: unknown,
): string | undefined {
  if (name) {
    const fate = fateOfName(constantOf(source, name));
    if (fate.fate === 'refuse') return fate.why;
  }
  if (length && /\/[/*]/.test(length.parent.getText(source.ast)))
    return 'it holds a comment that would be lost';
  if (ms === undefined) return undefined;
  if (typeof ms !== 'number' || !Number.isInteger(ms))
    return 'its length is not a whole number of milliseconds';
  return ms < 1_000 ? 'the shortest interval of a tracked job is a second' : undefined;
}

/** `90s`, `1h30m`: the largest units that say it exactly. */
function inUnits(ms: number): string {
  const whole = UNITS.find(([, size]) => ms % size === 0);
  return whole ? `${ms / whole[1]}${whole[0]}` : `${ms}ms`;
}
