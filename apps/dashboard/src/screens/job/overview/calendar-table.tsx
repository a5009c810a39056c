import { STATUS_LOOKS } from '../../../theme/states.js';
import { count } from '../../../time/words.js';
import { WORST_FIRST, type HeatMap } from './heat-map.js';
import { DataTable } from '../../../parts/tables/data-table.js';

/** The same in numbers, a line for each day on which something happened or is planned. */
export function CalendarTable({ map: { days, cells } }: { map: HeatMap }) {
  const all = [...cells.values()];
  const lines = days
    .map((day) => ({ day, hours: all.filter((cell) => cell.day === day) }))
    .filter(({ hours }) => hours.some(({ worst, planned }) => worst !== null || planned > 0))
    .reverse();
  const outcomes = WORST_FIRST.toReversed();
  return (
    <DataTable name="Days in numbers">
      <thead>
        <tr>
          <th scope="col">Day</th>
          {outcomes.map((outcome) => (
            <th key={outcome} scope="col" className="number">
              {STATUS_LOOKS[outcome].word}
            </th>
          ))}
          <th scope="col" className="number">
            Planned
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ day, hours }) => (
          <tr key={day}>
            <th scope="row" className="numbers">
              {day}
            </th>
            {outcomes.map((outcome) => (
              <td key={outcome} className="number">
                {count(sum(hours.map(({ counts }) => counts[outcome] ?? 0)))}
              </td>
            ))}
            <td className="number">{count(sum(hours.map(({ planned }) => planned)))}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((one, other) => one + other, 0);
}
