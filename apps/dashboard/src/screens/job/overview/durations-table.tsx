import type { Schemas } from '../../../api/client.js';
import { clockTime, count, duration } from '../../../time/words.js';

/** The same in numbers, the newest first. */
export function DurationsTable({
  buckets,
  zone,
}: {
  buckets: readonly Schemas['BucketStatistics'][];
  zone: string;
}) {
  const lines = buckets.flatMap(({ from, duration }) => (duration ? [{ from, duration }] : [])).reverse();
  return (
    <div className="table-scroll" role="region" aria-label="Durations in numbers" tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">From ({zone})</th>
            {['Completed', 'p50', 'p95', 'p99', 'Longest'].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ from, duration: { count: many, p50, p95, p99, max } }) => (
            <tr key={from}>
              <th scope="row" className="numbers">
                {clockTime(Date.parse(from), zone)}
              </th>
              <td className="number">{count(many)}</td>
              <td className="number">{duration(p50)}</td>
              <td className="number">{duration(p95)}</td>
              <td className="number">{duration(p99)}</td>
              <td className="number">{duration(max)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
