import type { Bar } from './judged.js';
import type { Measurement } from './measurement.js';

/** One JSON object a line. */
export function asJsonLines(measurements: readonly Measurement[]): string {
  return measurements
    .map(({ workload, variant, metric, median: value, unit, parameters, low, high, rounds }) =>
      JSON.stringify({ workload, variant, metric, value, unit, parameters, low, high, rounds }),
    )
    .join('\n');
}

/** For people: medians, with the range of the rounds behind them. */
export function asTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(
    ({ workload, variant, metric, median, low, high, rounds, unit, parameters }) => [
      workload,
      variant,
      Object.entries(parameters)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
      metric,
      number(median),
      rounds > 1 ? `${number(low)} to ${number(high)}` : '',
      unit,
    ],
  );
  return aligned([['workload', 'variant', 'with', 'metric', 'median', 'range', 'unit'], ...rows], [4, 5]);
}

export function asVerdict(bars: readonly Bar[]): string {
  const rows = bars.map(({ promise, measured, reached }) => [
    promise,
    measured,
    reached === undefined ? '-' : reached ? 'reached' : 'NOT REACHED',
  ]);
  return aligned([['bar', 'this run', ''], ...rows], [1]);
}

function number(value: number): string {
  const digits = Math.abs(value) >= 1_000 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function aligned(rows: readonly string[][], right: readonly number[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          right.includes(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
