/** A figure that the library promises, and what this run says. */
export interface Bar {
  readonly promise: string;
  readonly measured: string;
  /** Undefined where this run measured nothing of it. */
  readonly reached: boolean | undefined;
}

/** Undefined values were not measured, here and below. */
export function atLeast(promise: string, value: number | undefined, bar: number, unit: string): Bar {
  return judged(promise, value, unit, (measured) => measured >= bar);
}

export function atMost(promise: string, value: number | undefined, bar: number, unit: string): Bar {
  return judged(promise, value, unit, (measured) => measured <= bar);
}

export function below(promise: string, value: number | undefined, bar: number, unit: string): Bar {
  return judged(promise, value, unit, (measured) => measured < bar);
}

function judged(
  promise: string,
  value: number | undefined,
  unit: string,
  isReached: (value: number) => boolean,
): Bar {
  if (value === undefined) return { promise, measured: 'not measured', reached: undefined };
  const measured = `${value.toFixed(Math.abs(value) < 10 ? 2 : 1)} ${unit}`.trim();
  return { promise, measured, reached: isReached(value) };
}

export function ratio(value: number | undefined, of: number | undefined): number | undefined {
  return value === undefined || of === undefined ? undefined : value / of;
}

/** Of those that were measured. */
export function largest(...values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** Undefined where one of them was not measured. */
export function sum(...values: (number | undefined)[]): number | undefined {
  return values.includes(undefined) ? undefined : values.reduce<number>((total, value) => total + value!, 0);
}
