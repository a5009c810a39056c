import { count, duration } from '../../time/words.js';
import type { Advice, ExecutionInDetail } from './execution.queries.js';

/** One thing in which two executions may differ. */
export interface Compared {
  readonly name: string;
  readonly own: string;
  readonly other: string;
  readonly differs: boolean;
}

type Side = Pick<
  ExecutionInDetail,
  'durationMs' | 'release' | 'instanceId' | 'trigger' | 'attempt' | 'definitionVersion' | 'parameters'
>;

/** A length that is half as long again, or shorter by a third, is worth a look. */
const WORTH_A_LOOK = 1.5;

/** An execution beside the last one that went well. */
export function comparisonOf(
  own: Side,
  other: Side,
  { own: ownLines, lastSuccess }: Advice['logLines'],
): readonly Compared[] {
  return [
    lengths('Duration', own.durationMs, other.durationMs, duration),
    same('Release', own.release, other.release),
    same('Instance', own.instanceId, other.instanceId),
    same('Parameters', inJson(own.parameters), inJson(other.parameters)),
    same('Trigger', own.trigger, other.trigger),
    same('Attempts', String(own.attempt), String(other.attempt)),
    same('Version of the definition', String(own.definitionVersion), String(other.definitionVersion)),
    ...(ownLines === null ? [] : [lengths('Log lines', ownLines, lastSuccess, count)]),
  ];
}

function same(name: string, own: string | null, other: string | null): Compared {
  return { name, own: own ?? '–', other: other ?? '–', differs: own !== other };
}

function lengths(
  name: string,
  own: number | null,
  other: number | null,
  words: (length: number) => string,
): Compared {
  const compared = same(name, own === null ? null : words(own), other === null ? null : words(other));
  if (own === null || other === null) return { ...compared, differs: false };
  const [short, long] = [Math.min(own, other), Math.max(own, other)];
  return { ...compared, differs: long > short * WORTH_A_LOOK };
}

function inJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
