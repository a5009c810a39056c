const UNITS = [
  { ms: 24 * 3_600_000, name: 'day' },
  { ms: 3_600_000, name: 'hour' },
] as const;

/** A duration as people say it, to two digits or so: 350 ms, 1.7 s, 2 min 5 s, 3 h 20 min. */
export function durationInWords(ms: number): string {
  if (ms < 999.5) return `${ms < 9.95 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
  if (ms < 59_950) return `${ms < 9_950 ? (ms / 1_000).toFixed(1) : Math.round(ms / 1_000)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(ms / 60_000);
  return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

/** How a window calls the one before it: "the week before", "the 3 days before". */
export function periodBefore(lengthMs: number): string {
  if (Math.abs(lengthMs - 7 * UNITS[0].ms) <= UNITS[1].ms) return 'the week before';
  const unit = lengthMs >= 23 * UNITS[1].ms ? UNITS[0] : UNITS[1];
  const count = Math.max(1, Math.round(lengthMs / unit.ms));
  return count === 1 ? `the ${unit.name} before` : `the ${count} ${unit.name}s before`;
}

/** A share of one: 40 %, 0.5 %. */
export function percent(share: number): string {
  const value = share * 100;
  return `${Math.abs(value) < 9.95 || (value > 99 && value < 100) ? Number(value.toFixed(1)) : Math.round(value)} %`;
}

/** A count with its noun. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
